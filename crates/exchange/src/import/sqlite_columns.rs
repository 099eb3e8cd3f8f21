//! What a CREATE TABLE says of its columns. Deliberately absent: every other statement.
//!
//! Source: <https://www.sqlite.org/lang_createtable.html>.

/// A column that rows have a cell for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub name: String,
    /// Whether it is the row's id, by another name.
    pub is_id: bool,
}

/// What a statement is made of.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    /// In quotation marks of any kind.
    Quoted(String),
    Sign(char),
}

impl Token {
    fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own.eq_ignore_ascii_case(word))
    }

    fn name(&self) -> Option<&str> {
        if let Self::Word(name) | Self::Quoted(name) = self { Some(name) } else { None }
    }
}

/// What a definition begins with that is no column's.
const OF_TABLE: [&str; 5] = ["constraint", "primary", "unique", "check", "foreign"];

/// The columns of a CREATE TABLE, in order. `None` where it is none.
pub(crate) fn columns(sql: &str) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    let mut integers = Vec::new();
    let mut key = None;
    for definition in definitions(sql)? {
        let first = definition.first()?;
        let is_key = has(&definition, "primary", |next| next.is("key"));
        if OF_TABLE.iter().any(|word| first.is(word)) {
            let names: Vec<&Token> =
                definition.iter().skip_while(|token| **token != Token::Sign('(')).take(3).collect();
            if let ([_, name, Token::Sign(')')], true) = (&names[..], is_key) {
                key = name.name().map(str::to_lowercase);
            }
            continue;
        }
        let is_computed = has(&definition, "as", |next| *next == Token::Sign('('));
        if is_computed && !definition.iter().any(|token| token.is("stored")) {
            continue;
        }
        let name = first.name()?.to_owned();
        let is_integer = definition.get(1).is_some_and(|kind| kind.is("integer"));
        if is_integer {
            integers.push(name.to_lowercase());
        }
        columns.push(Column { name, is_id: is_integer && is_key });
    }
    if let Some(key) = key.filter(|key| integers.contains(key)) {
        columns
            .iter_mut()
            .filter(|column| column.name.to_lowercase() == key)
            .for_each(|column| column.is_id = true);
    }
    Some(columns)
}

fn has(definition: &[Token], word: &str, is_next: impl Fn(&Token) -> bool) -> bool {
    definition.windows(2).any(|pair| pair[0].is(word) && is_next(&pair[1]))
}

/// What stands in the first brackets of a statement, between its commas.
fn definitions(sql: &str) -> Option<Vec<Vec<Token>>> {
    let mut all = vec![Vec::new()];
    let mut depth = 0_usize;
    for token in tokens(sql) {
        match token {
            Token::Sign('(') if depth == 0 => {
                depth = 1;
                continue;
            }
            Token::Sign(')') if depth == 1 => return Some(all),
            Token::Sign(',') if depth == 1 => {
                all.push(Vec::new());
                continue;
            }
            Token::Sign('(') => depth += 1,
            Token::Sign(')') => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth > 0 {
            all.last_mut()?.push(token);
        }
    }
    None
}

fn tokens(sql: &str) -> impl Iterator<Item = Token> {
    let mut rest = sql;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start();
            let end = match (rest.get(..2), rest.chars().next()?) {
                (Some("--"), _) => "\n",
                (Some("/*"), _) => "*/",
                (_, quote @ ('"' | '\'' | '`' | '[')) => {
                    let (name, after) = quoted(&rest[1..], if quote == '[' { ']' } else { quote });
                    rest = after;
                    return Some(Token::Quoted(name));
                }
                (_, first) if !is_of_word(first) => {
                    rest = &rest[first.len_utf8()..];
                    return Some(Token::Sign(first));
                }
                _ => {
                    let (word, after) = rest.split_at(rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()));
                    rest = after;
                    return Some(Token::Word(word.to_owned()));
                }
            };
            rest = rest.split_once(end)?.1;
        }
    })
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii()
}

/// A name up to its closing mark, which stands for itself where it is twice, and what follows.
fn quoted(text: &str, mark: char) -> (String, &str) {
    let (mut name, mut rest) = (String::new(), text);
    loop {
        let Some((before, after)) = rest.split_once(mark) else { return (name + rest, "") };
        name.push_str(before);
        match after.strip_prefix(mark) {
            Some(after) if mark != ']' => {
                name.push(mark);
                rest = after;
            }
            _ => return (name, after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names, the row's id with an asterisk.
    #[track_caller]
    fn check(sql: &str, want: Option<&[&str]>) {
        let got = columns(sql);
        let shown = |column: &Column| format!("{}{}", column.name, if column.is_id { "*" } else { "" });
        let got: Option<Vec<String>> = got.map(|columns| columns.iter().map(shown).collect());
        assert_eq!(got, want.map(|want| want.iter().map(|name| (*name).to_owned()).collect()));
    }

    #[test]
    fn columns_have_a_name_and_perhaps_a_kind() {
        check("CREATE TABLE t (a, b TEXT(20) NOT NULL DEFAULT (1, 2), c)", Some(&["a", "b", "c"]));
    }

    #[test]
    fn quotation_marks_are_of_four_kinds() {
        let sql = r#"CREATE TABLE "t (x" ("a ""b"", c" TEXT, [d,e] TEXT, `f` TEXT, 'g' TEXT, "primary")"#;
        check(sql, Some(&["a \"b\", c", "d,e", "f", "g", "primary"]));
    }

    #[test]
    fn an_integer_that_is_the_key_is_the_id() {
        check(
            "CREATE TABLE t (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a INTEGER)",
            Some(&["fid*", "a"]),
        );
        check("CREATE TABLE t (a integer, Fid integer, PRIMARY KEY (fid))", Some(&["a", "Fid*"]));
        check("CREATE TABLE t (a TEXT PRIMARY KEY, b INTEGER)", Some(&["a", "b"]));
        check("CREATE TABLE t (a INTEGER, b INTEGER, CONSTRAINT k PRIMARY KEY (a, b))", Some(&["a", "b"]));
    }

    #[test]
    fn what_is_computed_when_read_has_no_cell() {
        check("CREATE TABLE t (a, b AS (a + 1), c TEXT GENERATED ALWAYS AS (a) STORED)", Some(&["a", "c"]));
    }

    #[test]
    fn comments_are_no_columns() {
        check("CREATE TABLE t ( -- (a,\n a, /* b, */ c)", Some(&["a", "c"]));
    }

    #[test]
    fn what_does_not_end_is_none() {
        check("CREATE TABLE t (a, b", None);
        check("CREATE TABLE t (a, 'b", None);
        check("CREATE TABLE t (a, /* b", None);
        check("CREATE VIRTUAL TABLE t", None);
        check("", None);
    }
}
