//! What differs between a quotation and a passage, and whether it makes it say something
//! else. Where that cannot be told, it does: better lost than misquoted.

use std::collections::BTreeSet;

use crate::align::{Step, letters_apart};
use crate::words::{Word, words};

/// A difference between a quotation and a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the quotation has; empty for what is new.
    pub was: String,
    /// What the passage has; empty for what is gone.
    pub is: String,
    /// What kind of difference it is.
    pub kind: Kind,
}

/// What kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An apostrophe, a quotation mark, a dash, a space, a capital letter, how accents are
    /// encoded.
    Sign,
    /// A few letters of a word.
    Spelling,
    /// A word that is neither number, name nor negation.
    Word,
    /// A number, in digits or in words.
    Number,
    /// A name, or what may be one: scripts without capital letters do not say.
    Name,
    /// A word that denies.
    Negation,
}

impl Kind {
    /// Whether it makes a sentence say something else.
    pub fn is_of_meaning(self) -> bool {
        matches!(self, Self::Number | Self::Name | Self::Negation)
    }
}

/// Words that are known to be names, whatever they look like.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeSet<String>);

/// How many letters of a name stand for it: "armén" for "arméniennes".
const STEM: usize = 5;

impl Names {
    /// The words of these names.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self(
            names
                .into_iter()
                .flat_map(words)
                .filter(|word| word.letters() > 2)
                .map(|word| stem(&word))
                .collect(),
        )
    }

    fn has(&self, word: &Word) -> bool {
        self.0.contains(&stem(word))
    }
}

fn stem(word: &Word) -> String {
    word.bare().chars().take(STEM).collect()
}

/// Numbers in words: those that articles write so. French, English, German, Spanish,
/// Russian, Armenian, Azerbaijani, Arabic, Chinese.
const NUMBERS: &str = "\
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante \
    cinquante soixante cent cents mille million millions milliard milliards moitié tiers quart double dizaine \
    dizaines douzaine centaine centaines milliers \
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands \
    million billion half third quarter dozen dozens twice \
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend hälfte drittel \
    dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien ciento mil millón millones mitad \
    два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок сто тысяча тысячи тысяч \
    миллион миллиона миллионов половина \
    երկու երեք չորս հինգ վեց յոթ ութ ինը տասը քսան երեսուն հարյուր հազար միլիոն կես \
    iki üç dörd beş altı yeddi səkkiz doqquz iyirmi otuz yüz min milyon yarısı \
    اثنان اثنين اثنتان ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرون مئة مائة \
    ألف آلاف مليون ملايين نصف \
    一 二 两 三 四 五 六 七 八 九 十 百 千 万 亿 半";

/// Words that deny. "t" is what is left of "n’t", "n" of "n’".
const NEGATIONS: &str = "\
    ne n pas plus jamais rien aucun aucune personne ni non sans nul nulle \
    no not t never none nothing nobody neither nor without cannot \
    nicht nie kein keine keinen keiner niemand nichts ohne \
    nunca nada ningún ninguno ninguna sin tampoco jamás \
    не ни нет никогда никто ничего без нельзя \
    չի չէ չեն ոչ երբեք ոչինչ առանց չկա \
    yox deyil heç olmadan \
    لا لم لن ليس ليست ليسوا ما غير دون بدون أبدا \
    不 没 无 非 未 否 莫 勿";

fn is_in(list: &str, word: &Word) -> bool {
    list.split(' ').any(|known| known == word.folded)
}

fn is_number(word: &Word) -> bool {
    word.folded.chars().any(char::is_numeric) || is_in(NUMBERS, word)
}

fn is_negation(word: &Word) -> bool {
    // Armenian denies by a first letter.
    is_in(NEGATIONS, word) || word.folded.starts_with('չ')
}

/// Letters that every first word of a sentence may begin with: fewer are no name there.
const SHORT: usize = 4;

/// One of the two lists of words, and the text that it is of.
#[derive(Clone, Copy)]
struct Side<'a> {
    text: &'a str,
    words: &'a [Word],
    names: &'a Names,
}

impl Side<'_> {
    /// Whether a word is a name, or may be one.
    fn is_name(&self, number: usize) -> bool {
        let word = &self.words[number];
        if self.names.has(word) {
            return true;
        }
        let first = word.raw(self.text).chars().next().unwrap_or_default();
        if !has_case(first) {
            return true;
        }
        first.is_uppercase() && (word.letters() >= SHORT || !self.begins_sentence(word))
    }

    fn begins_sentence(&self, word: &Word) -> bool {
        let before = self.text[..word.from]
            .trim_end_matches(|c: char| c.is_whitespace() || "«»‹›“”„\"'‘’(–—-".contains(c));
        before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '։', '؟', '。', '！', '？'])
    }

    fn kind(&self, number: usize) -> Kind {
        let word = &self.words[number];
        if is_number(word) {
            Kind::Number
        } else if is_negation(word) {
            Kind::Negation
        } else if self.is_name(number) {
            Kind::Name
        } else {
            Kind::Word
        }
    }
}

fn has_case(letter: char) -> bool {
    letter.is_lowercase() || letter.is_uppercase()
}

/// What a word of a text is, for tests that change it.
#[cfg(test)]
pub fn kind_of(text: &str, words: &[Word], number: usize) -> Kind {
    Side { text, words, names: &Names::default() }.kind(number)
}

/// All that differs, in the order of the passage. `own` and `there` are the words of the
/// quotation and of where the passage is, `steps` what became of them.
pub fn differences(
    exact: &str,
    own: &[Word],
    text: &str,
    there: &[Word],
    steps: &[Step],
    names: &Names,
) -> Vec<Difference> {
    let (was, is) = (Side { text: exact, words: own, names }, Side { text, words: there, names });
    let mut all = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for step in steps {
        match *step {
            Step::Both(a, b) => {
                if let Some((last_a, last_b)) = last
                    && last_a + 1 == a
                    && last_b + 1 == b
                {
                    let between = |text: &str, words: &[Word], at: usize| {
                        text[words[at - 1].to..words[at].from].to_owned()
                    };
                    let (was, is) = (between(exact, own, a), between(text, there, b));
                    if was != is {
                        all.push(Difference { was, is, kind: Kind::Sign });
                    }
                }
                last = Some((a, b));
                all.extend(exchanged(&was, a, &is, b));
            }
            Step::Gone(a) => {
                let was_word = own[a].raw(exact).to_owned();
                all.push(Difference { was: was_word, is: String::new(), kind: was.kind(a) });
            }
            Step::New(b) => {
                let is_word = there[b].raw(text).to_owned();
                all.push(Difference { was: String::new(), is: is_word, kind: is.kind(b) });
            }
        }
    }
    all
}

fn exchanged(was: &Side<'_>, a: usize, is: &Side<'_>, b: usize) -> Option<Difference> {
    let (own, there) = (&was.words[a], &is.words[b]);
    let (raw_own, raw_there) = (own.raw(was.text), there.raw(is.text));
    if raw_own == raw_there {
        return None;
    }
    let kind = if own.folded == there.folded {
        Kind::Sign
    } else {
        match was.kind(a).max(is.kind(b)) {
            // An accent more is no other name; of numbers and negations it may be.
            Kind::Word | Kind::Name if own.bare() == there.bare() => Kind::Spelling,
            Kind::Word if letters_apart(&own.folded, &there.folded).is_some() => Kind::Spelling,
            kind => kind,
        }
    };
    Some(Difference { was: raw_own.to_owned(), is: raw_there.to_owned(), kind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;

    /// The kinds of what differs, the worst alone.
    #[track_caller]
    fn check(was: &str, is: &str, want: Option<Kind>) {
        let (own, there) = (words(was), words(is));
        let names = Names::of(["Arménie", "Azerbaïdjan"]);
        let found = differences(was, &own, is, &there, &align(&own, &there).steps, &names);
        assert_eq!(found.iter().map(|d| d.kind).max(), want, "{found:?}");
    }

    #[test]
    fn signs_and_spellings_say_the_same() {
        check("l’eau monte", "l'eau monte", Some(Kind::Sign));
        check("un village", "Un village", Some(Kind::Sign));
        check("les villages rendus", "les vilages rendus", Some(Kind::Spelling));
        check("Azerbaidjan", "Azerbaïdjan", Some(Kind::Spelling));
        check("même texte", "même texte", None);
    }

    #[test]
    fn numbers_are_numbers_in_digits_and_in_words() {
        check("les 8 villages", "les 9 villages", Some(Kind::Number));
        check("quatre villages", "quatorze villages", Some(Kind::Number));
        check("четыре села", "четырёх села", Some(Kind::Number));
        check("四个村庄", "五个村庄", Some(Kind::Number));
        check("٤ قرى", "٥ قرى", Some(Kind::Number));
    }

    #[test]
    fn names_are_capital_known_or_may_be_some() {
        check("la ville de Goris", "la ville de Gorus", Some(Kind::Name));
        check("Bakou exige un corridor", "Erevan exige un corridor", Some(Kind::Name));
        check("Il exige un corridor", "On exige un corridor", Some(Kind::Word));
        check("les forces arméniennes", "les forces azerbaïdjanaises", Some(Kind::Name));
        check("قال الوزير", "قال الرئيس", Some(Kind::Name));
    }

    #[test]
    fn a_word_that_denies_makes_another_sentence() {
        check("il accepte", "il n’accepte pas", Some(Kind::Negation));
        check("they do agree", "they don’t agree", Some(Kind::Negation));
        check("он согласен", "он не согласен", Some(Kind::Negation));
        check("նա համաձայն է", "նա համաձայն չէ", Some(Kind::Negation));
    }

    #[test]
    fn another_word_is_told_as_one() {
        check("une grande école", "une école", Some(Kind::Word));
        check("une école", "une vieille école", Some(Kind::Word));
    }
}
