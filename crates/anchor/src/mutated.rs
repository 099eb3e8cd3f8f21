//! Quotations of a small text in five scripts, each changed in every way that editors and
//! programs change texts, and in those that make them say something else: how many are
//! found again, and how many are taken for what they are not. The texts are our own.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::{Names, Outcome, Quote, Text, words::words};

/// A text, and what is put into it.
struct Language {
    name: &'static str,
    sentences: &'static [&'static str],
    /// A number, a name and a word that denies, none of which is in it.
    number: &'static str,
    stranger: &'static str,
    negation: &'static str,
    /// A word that says nothing; `None` where a word more cannot be told from a name.
    filler: Option<&'static str>,
}

const LANGUAGES: [Language; 5] = [
    Language {
        name: "French",
        sentences: &[
            "Le bac de Morlac traverse la rivière quatre fois par jour",
            "Le maire, Paul Tessier, veut construire un pont avant 2030",
            "Les pêcheurs de l’île ne veulent pas de ce pont",
            "« Nous avons toujours vécu avec le bac », dit Jeanne Aubry, qui tient l’auberge",
            "Le département a promis six millions d’euros, mais rien ne semble signé",
            "Une étude publiée au printemps compte 1250 passages par semaine",
            "L’école du village garde ses deux classes grâce aux enfants de la rive opposée",
            "La commune voisine refuse de payer sa part",
        ],
        number: "dix-sept",
        stranger: "Valdoro",
        negation: "jamais",
        filler: Some("certes"),
    },
    Language {
        name: "Russian",
        sentences: &[
            "Паром из Морлака пересекает реку четыре раза в день",
            "Мэр Павел Тесье хочет построить мост до 2030 года",
            "Рыбаки острова не хотят этого моста",
            "«Мы всегда жили с паромом», — говорит Жанна Обри, хозяйка гостиницы",
            "Область обещала шесть миллионов, но договор не подписан",
            "Исследование, опубликованное весной, насчитало 1250 переправ в неделю",
            "Сельская школа сохраняет два класса благодаря детям с северного берега",
            "Соседняя община отказывается платить свою долю",
        ],
        number: "двадцать",
        stranger: "Вальдоро",
        negation: "никогда",
        filler: Some("впрочем"),
    },
    Language {
        name: "Armenian",
        sentences: &[
            "Մորլակի լաստանավը օրական չորս անգամ անցնում է գետը",
            "Քաղաքապետ Պողոս Թեսիեն ուզում է կամուրջ կառուցել մինչև 2030 թվականը",
            "Կղզու ձկնորսները ոչ մի կամուրջ պետք է ունենան",
            "«Մենք միշտ ապրել ենք լաստանավով», ասում է Ժաննա Օբրին, որ պահում է հյուրանոցը",
            "Մարզը խոստացել է վեց միլիոն, բայց ոչինչ ստորագրված է",
            "Գարնանը հրապարակված ուսումնասիրությունը հաշվել է շաբաթական 1250 անցում",
            "Գյուղի դպրոցը պահպանում է երկու դասարան հյուսիսային ափի երեխաների շնորհիվ",
            "Հարևան համայնքը հրաժարվում է վճարել իր մասը",
        ],
        number: "հարյուր",
        stranger: "Վալդորո",
        negation: "երբեք",
        filler: Some("իհարկե"),
    },
    Language {
        name: "Arabic",
        sentences: &[
            "تعبر عبّارة مورلاك النهر أربع مرات في اليوم",
            "يريد رئيس البلدية بول تيسييه بناء جسر قبل عام 2030",
            "لا يريد صيادو الجزيرة هذا الجسر",
            "«عشنا دائما مع العبّارة»، تقول جان أوبري صاحبة النزل",
            "وعدت المقاطعة بستة ملايين لكن لم يوقع شيء",
            "أحصت دراسة نشرت في الربيع 1250 عبورا في الأسبوع",
            "تحتفظ مدرسة القرية بصفين بفضل أطفال الضفة الشمالية",
            "ترفض البلدية المجاورة دفع حصتها",
        ],
        number: "عشرون",
        stranger: "فالدورو",
        negation: "ليس",
        filler: None,
    },
    Language {
        name: "Chinese",
        sentences: &[
            "莫拉克的渡船每天过河四次",
            "镇长保罗·泰西耶想在2030年之前建一座桥",
            "岛上的渔民不想要这座桥",
            "“我们一直靠渡船生活”，经营客栈的让娜·奥布里说",
            "省里答应出六百万，但是还没有签字",
            "春天发表的研究统计每周有1250次过河",
            "村里的学校靠北岸的孩子保住了两个班",
            "邻近的镇拒绝付自己的一份",
        ],
        number: "九",
        stranger: "瓦",
        negation: "非",
        filler: None,
    },
];

/// What a change does to a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Signs,
    Encoding,
    LineBreak,
    Capitals,
    Comma,
    Typo,
    WordMore,
    WordLess,
    Number,
    Name,
    Denied,
    NotDenied,
    Gone,
}

impl Way {
    /// Whether it says the same, or nearly so.
    fn is_harmless(self) -> bool {
        self < Self::Number
    }
}

impl Language {
    /// Every change of a sentence.
    fn changes(&self, sentence: &str) -> Vec<(Way, String)> {
        let mut all = vec![(Way::Gone, String::new())];
        let signs = sentence.replace('’', "'").replace(['«', '»', '“', '”'], "\"").replace('—', "-");
        let whole = [
            (Way::Signs, signs),
            (Way::Encoding, sentence.nfd().collect()),
            (Way::Capitals, sentence.to_uppercase()),
        ];
        all.extend(whole.into_iter().filter(|(_, changed)| changed != sentence));
        let list = words(sentence);
        let put = |at: usize, text: &str| format!("{}{text}{}", &sentence[..at], &sentence[at..]);
        let has_spaces = sentence.contains(' ');
        let space = if has_spaces { " " } else { "" };
        for (number, word) in list.iter().enumerate() {
            let exchange = |text: &str| format!("{}{text}{}", &sentence[..word.from], &sentence[word.to..]);
            let raw = word.raw(sentence);
            let is_first = number == 0;
            if !is_first {
                let denied = put(word.from, &format!("{}{space}", self.negation));
                all.push((Way::Denied, denied));
                all.push((Way::Comma, put(list[number - 1].to, ",")));
                if sentence[..word.from].ends_with(' ') {
                    all.push((Way::LineBreak, put(word.from, "\n")));
                }
                if let Some(filler) = self.filler {
                    all.push((Way::WordMore, put(word.from, &format!("{filler} "))));
                }
            }
            let kind = crate::meaning::kind_of(sentence, &list, number);
            match kind {
                crate::Kind::Number => all.push((Way::Number, exchange(self.number))),
                // What stands at the end is no part of what is left.
                crate::Kind::Negation if !is_first && number + 1 < list.len() => {
                    all.push((Way::NotDenied, exchange("")));
                }
                crate::Kind::Name if !is_first => all.push((Way::Name, exchange(self.stranger))),
                crate::Kind::Word if raw.chars().all(char::is_lowercase) && word.letters() >= 6 => {
                    all.extend(typos(raw).into_iter().map(|typo| (Way::Typo, exchange(&typo))));
                    if !is_first && number + 1 < list.len() {
                        all.push((Way::WordLess, exchange("")));
                    }
                }
                _ => {}
            }
        }
        all
    }
}

/// A letter dropped, doubled, or exchanged with the next, inside of a word.
fn typos(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut all = Vec::new();
    for at in (1..letters.len() - 2).step_by(2) {
        let mut dropped = letters.clone();
        dropped.remove(at);
        let mut doubled = letters.clone();
        doubled.insert(at, letters[at]);
        let mut turned = letters.clone();
        turned.swap(at, at + 1);
        all.extend([dropped, doubled, turned].map(|letters| letters.into_iter().collect::<String>()));
    }
    all.retain(|typo| typo != word);
    all
}

#[test]
fn of_thousands_of_changed_quotations_the_harmless_are_found_and_no_other() {
    let mut counts: BTreeMap<(&str, Way), (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for language in &LANGUAGES {
        for (number, sentence) in language.sentences.iter().enumerate() {
            for (way, changed) in language.changes(sentence) {
                let mut sentences = language.sentences.to_vec();
                sentences[number] = &changed;
                // Whoever changes a text also adds to it.
                let text = format!("2024.\n\n{}.", sentences.join(". "));
                let quote = Quote { exact: sentence, ..Quote::default() };
                let outcome = Text::new(&text, Names::default()).find(&quote);
                let from = text.find(&*changed).unwrap_or_default();
                let is_found = match &outcome {
                    Outcome::Found(passage) => {
                        passage.at.start < from + changed.len() && from < passage.at.end
                    }
                    _ => false,
                };
                let is_right = match (way.is_harmless(), &outcome) {
                    (true, _) => is_found,
                    (false, outcome) => !matches!(outcome, Outcome::Found(_)),
                };
                let (all, right) = counts.entry((language.name, way)).or_default();
                (*all, *right) = (*all + 1, *right + usize::from(is_right));
                if !is_right {
                    wrong.push(format!("{way:?}: {changed:?}: {outcome:?}"));
                }
            }
        }
    }
    for ((language, way), (all, right)) in &counts {
        println!("{language} {way:?}: {right} of {all}");
    }
    let sum = |harmless: bool| {
        let of_kind = counts.iter().filter(|((_, way), _)| way.is_harmless() == harmless);
        of_kind.fold((0, 0), |(all, right), (_, (a, r))| (all + a, right + r))
    };
    let ((same, found), (others, refused)) = (sum(true), sum(false));
    println!("{found} of {same} found, {} of {others} taken for what they are not", others - refused);
    assert!(same + others >= 2_000, "{same} and {others}");
    assert_eq!(refused, others, "false anchors:\n{}", wrong.join("\n"));
    assert!(found * 100 >= same * 98, "{found} of {same}:\n{}", wrong.join("\n"));
}
