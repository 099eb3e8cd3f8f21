//! `SQLite`'s file format, read only: the rows of tables, from bytes in memory.
//!
//! Deliberately absent: SQL (but for the columns' names, `sqlite_columns`), indexes, views,
//! tables without row ids, text in UTF-16, and what a write-ahead log beside the file has. What
//! a file says of its own lengths is believed nowhere, and each page is read once at most, so
//! that a file takes time and memory by its size, whatever it says. `SQLite` itself is C; what
//! others wrote in Rust to read its files is large, or not kept.
//!
//! Source: <https://www.sqlite.org/fileformat2.html>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::import::sqlite_columns::{Column, columns};

/// What every file begins with.
pub(crate) const MAGIC: &[u8] = b"SQLite format 3\0";
/// Of the file, before its first page's own head, in bytes.
const HEAD: usize = 100;
/// As many as `SQLite` lets a table have, where nobody built it for more.
const MOST_COLUMNS: usize = 2_000;
/// Of a column's name, in bytes: each row's properties have it once more.
const LONGEST_NAME: usize = 1_000;
/// Of a CREATE TABLE, in bytes: taken apart, it is many times as much.
const LONGEST_STATEMENT: usize = 1_000_000;

/// A database.
pub(crate) struct Database<'b> {
    bytes: &'b [u8],
    /// Of a page, in bytes.
    size: usize,
    /// What of a page has content; behind it others may keep what is theirs.
    usable: usize,
    /// Which pages have been read, the first at 0.
    seen: Vec<bool>,
    /// What `sqlite_schema` names, by lower-case name.
    schema: BTreeMap<String, Entry>,
    /// Whether what was written last may be in a log beside the file.
    pub has_log: bool,
}

#[derive(Debug)]
struct Entry {
    kind: String,
    /// The page that its rows begin at; 0 where it has none.
    root: u32,
    sql: String,
}

/// A table.
pub(crate) struct Table {
    root: u32,
    /// Those that its rows have cells for, in order.
    pub columns: Vec<Column>,
}

/// What a cell has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value<'r> {
    Null,
    Integer(i64),
    Real(f64),
    /// UTF-8, if the file is what it should be.
    Text(&'r [u8]),
    Blob(&'r [u8]),
}

/// What cannot be read of a table, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    Row(&'static str),
    /// A page, with rows or with pages of rows.
    Page(&'static str),
}

impl<'b> Database<'b> {
    /// Reads a file's head, and which tables there are.
    ///
    /// # Errors
    /// It is no database, or one that is not read here, or its list of tables is broken.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, &'static str> {
        let head: &[u8; HEAD] = bytes.first_chunk().ok_or("the file ends in its head")?;
        if !head.starts_with(MAGIC) {
            return Err("expected a file that begins with “SQLite format 3”");
        }
        let size = match u16::from_be_bytes([head[16], head[17]]) {
            1 => 65_536,
            size => usize::from(size),
        };
        let usable = size.saturating_sub(head[20].into());
        if size < 512 || !size.is_power_of_two() || usable < 480 {
            return Err("expected pages of 512 to 65536 bytes, a power of two");
        }
        if head[19] > 2 {
            return Err("written for a later SQLite than is read here");
        }
        if !matches!(head[56..60], [0, 0, 0, 0 | 1]) {
            return Err("text in UTF-16, expected UTF-8");
        }
        let seen = vec![false; bytes.len() / size];
        let has_log = head[19] == 2;
        let mut database = Self { bytes, size, usable, seen, schema: BTreeMap::new(), has_log };
        let mut schema = BTreeMap::new();
        for row in database.rows_from(1) {
            let row = row.map_err(|(Lost::Row(why) | Lost::Page(why))| why)?;
            let cells = row.cells().ok_or(BROKEN_ROW)?;
            let [Value::Text(kind), Value::Text(name), _, root, sql, ..] = cells[..] else { continue };
            let root = if let Value::Integer(root) = root { u32::try_from(root).unwrap_or(0) } else { 0 };
            let sql = if let Value::Text(sql) = sql { sql } else { &[] };
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            // Indexes and triggers may be called as tables are.
            if matches!(kind, b"table" | b"view") {
                schema.entry(text(name).to_lowercase()).or_insert(Entry {
                    kind: text(kind),
                    root,
                    sql: text(sql),
                });
            }
        }
        database.schema = schema;
        Ok(database)
    }

    /// Whether there is a table or a view of such a name, in whichever case.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.schema.contains_key(&name.to_lowercase())
    }

    /// The table of such a name, in whichever case. It is given once.
    ///
    /// # Errors
    /// There is none, or it is none that is read here.
    pub(crate) fn table(&mut self, name: &str) -> Result<Table, &'static str> {
        let entry = self.schema.remove(&name.to_lowercase());
        let entry = entry.ok_or("a table that is not there, or is named twice")?;
        if entry.kind == "view" {
            return Err("a view, which is computed of others");
        }
        if entry.root == 0 {
            return Err("a virtual table, which only its own program can read");
        }
        let statement = Some(&entry.sql[..]).filter(|sql| sql.len() <= LONGEST_STATEMENT);
        let fits = |columns: &Vec<Column>| {
            columns.len() <= MOST_COLUMNS && columns.iter().all(|column| column.name.len() <= LONGEST_NAME)
        };
        let columns = statement.and_then(columns).filter(fits);
        Ok(Table { root: entry.root, columns: columns.ok_or("a table whose columns cannot be read")? })
    }

    /// The rows of a table, in the order of their ids. What cannot be read is an error in its
    /// place; the rest follows.
    pub(crate) fn rows(&mut self, table: &Table) -> Rows<'_, 'b> {
        self.rows_from(table.root)
    }

    fn rows_from(&mut self, root: u32) -> Rows<'_, 'b> {
        Rows { database: self, pages: vec![root], leaf: &[], cells: Vec::new().into_iter(), room: 0 }
    }

    /// A page that nobody has read.
    fn page(&mut self, number: u32) -> Result<&'b [u8], &'static str> {
        let at = (number as usize).checked_sub(1).ok_or(CUT_OFF)?;
        let is_seen = self.seen.get_mut(at).ok_or(CUT_OFF)?;
        if std::mem::replace(is_seen, true) {
            return Err("a page that something else has already");
        }
        let start = at * self.size;
        self.bytes.get(start..start + self.size).ok_or(CUT_OFF)
    }

    /// A page of a table.
    fn node(&mut self, number: u32) -> Result<Node<'b>, &'static str> {
        const BROKEN: &str = "a page that is not as SQLite writes it";
        let page = self.page(number)?;
        let head = if number == 1 { HEAD } else { 0 };
        let count = usize::from(u16_be(page, head + 3).ok_or(BROKEN)?);
        let cells = |start: usize| -> Option<Vec<usize>> {
            (0..count).map(|cell| u16_be(page, start + 2 * cell).map(usize::from)).collect()
        };
        match page.get(head) {
            Some(13) => Ok(Node::Leaf(page, cells(head + 8).ok_or(BROKEN)?)),
            Some(5) => {
                let cells = cells(head + 12).ok_or(BROKEN)?;
                let pages = cells.into_iter().chain([head + 8]).map(|at| u32_be(page, at));
                Ok(Node::Inner(pages.collect::<Option<_>>().ok_or(BROKEN)?))
            }
            _ => Err("a page that has no rows of a table"),
        }
    }

    /// The row at such a place of a page. `room` is what the page's rows may still have of it,
    /// in bytes.
    fn row(&mut self, page: &'b [u8], at: usize, room: &mut usize) -> Result<Row<'b>, &'static str> {
        let cell = page.get(at..self.usable).ok_or(BROKEN_ROW)?;
        let (length, cell) = varint(cell).ok_or(BROKEN_ROW)?;
        let (id, cell) = varint(cell).ok_or(BROKEN_ROW)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= self.bytes.len());
        let length = length.ok_or("a row that is longer than the file")?;
        let local = self.local(length);
        let start = cell.get(..local).ok_or(BROKEN_ROW)?;
        // Where it begins takes two bytes, its length and its id one each at least.
        *room = room.checked_sub(local.max(2) + 4).ok_or("a row that lies on others")?;
        let payload = if local == length {
            Cow::Borrowed(start)
        } else {
            let mut payload = start.to_vec();
            let mut next = u32_be(cell, local).ok_or(BROKEN_ROW)?;
            while payload.len() < length {
                let page = self.page(next)?;
                let more = (length - payload.len()).min(self.usable - 4);
                next = u32_be(page, 0).ok_or(BROKEN_ROW)?;
                payload.extend(page.get(4..4 + more).ok_or(BROKEN_ROW)?);
            }
            Cow::Owned(payload)
        };
        Ok(Row { id: id.cast_signed(), payload })
    }

    /// How many bytes of so long a row are in its page; the others are in pages of their own.
    fn local(&self, length: usize) -> usize {
        let most = self.usable - 35;
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fit = least + (length - least) % (self.usable - 4);
        if fit <= most { fit } else { least }
    }
}

const CUT_OFF: &str = "a page that the file ends before";
const BROKEN_ROW: &str = "a row that is not as SQLite writes it";

/// A page of a table: with rows, by where they begin, or with pages.
enum Node<'b> {
    Leaf(&'b [u8], Vec<usize>),
    Inner(Vec<u32>),
}

/// The rows of a table.
pub(crate) struct Rows<'d, 'b> {
    database: &'d mut Database<'b>,
    /// Those to come, the next at the end.
    pages: Vec<u32>,
    leaf: &'b [u8],
    cells: std::vec::IntoIter<usize>,
    /// What the rows of the leaf may still have of it, in bytes: they do not lie on each other.
    room: usize,
}

impl<'b> Iterator for Rows<'_, 'b> {
    type Item = Result<Row<'b>, Lost>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(at) = self.cells.next() {
                return Some(self.database.row(self.leaf, at, &mut self.room).map_err(Lost::Row));
            }
            match self.database.node(self.pages.pop()?) {
                Ok(Node::Leaf(leaf, cells)) => {
                    (self.leaf, self.cells, self.room) = (leaf, cells.into_iter(), leaf.len());
                }
                Ok(Node::Inner(pages)) => self.pages.extend(pages.into_iter().rev()),
                Err(why) => return Some(Err(Lost::Page(why))),
            }
        }
    }
}

/// A row.
pub(crate) struct Row<'b> {
    pub id: i64,
    payload: Cow<'b, [u8]>,
}

impl Row<'_> {
    /// Each column with what the row has in it. Columns that a table was given after the row
    /// are not among them.
    ///
    /// # Errors
    /// It is not as `SQLite` writes it.
    pub(crate) fn of<'t>(
        &self,
        table: &'t Table,
    ) -> Result<impl Iterator<Item = (&'t Column, Value<'_>)>, &'static str> {
        let cells = self.cells().ok_or(BROKEN_ROW)?;
        let id = Value::Integer(self.id);
        // A column that is the id has nothing in its cell.
        let value = move |(column, value): (&'t Column, _)| (column, if column.is_id { id } else { value });
        Ok(table.columns.iter().zip(cells).map(value))
    }

    fn cells(&self) -> Option<Vec<Value<'_>>> {
        let (head, rest) = varint(&self.payload)?;
        let start = self.payload.len() - rest.len();
        let head = usize::try_from(head).ok()?;
        let (mut kinds, mut body) = (self.payload.get(start..head)?, self.payload.get(head..)?);
        let mut cells = Vec::new();
        while !kinds.is_empty() && cells.len() < MOST_COLUMNS {
            let (kind, rest) = varint(kinds)?;
            kinds = rest;
            let length = match kind {
                0 | 8 | 9 => 0,
                1..=4 => kind,
                5 => 6,
                6 | 7 => 8,
                10 | 11 => return None,
                _ => (kind - 12) / 2,
            };
            let (cell, rest) = body.split_at_checked(usize::try_from(length).ok()?)?;
            body = rest;
            cells.push(match kind {
                0 => Value::Null,
                1..=6 => Value::Integer(integer(cell)),
                7 => Value::Real(f64::from_be_bytes(*cell.first_chunk()?)),
                8 => Value::Integer(0),
                9 => Value::Integer(1),
                _ if kind % 2 == 0 => Value::Blob(cell),
                _ => Value::Text(cell),
            });
        }
        Some(cells)
    }
}

/// A number of as many bytes as it takes, the first of which has the sign.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| *byte >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte))
}

/// A number in seven bits a byte, nine bytes at most, and what follows it.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(8).enumerate() {
        number = number << 7 | u64::from(byte & 0x7f);
        if *byte < 0x80 {
            return Some((number, &bytes[at + 1..]));
        }
    }
    let last = bytes.get(8)?;
    Some((number << 8 | u64::from(*last), &bytes[9..]))
}

fn u16_be(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}

fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_takes_one_byte_to_nine() {
        assert_eq!(varint(&[0x7f, 5]), Some((127, &[5][..])));
        assert_eq!(varint(&[0x81, 0x00]), Some((128, &[][..])));
        assert_eq!(varint(&[0xff; 9]), Some((u64::MAX, &[][..])));
        assert_eq!(varint(&[0xff; 8]), None);
        assert_eq!(varint(&[]), None);
    }

    #[test]
    fn the_first_byte_of_a_number_has_its_sign() {
        assert_eq!(integer(&[0xff]), -1);
        assert_eq!(integer(&[0x80, 0, 0]), -8_388_608);
        assert_eq!(integer(&[0x7f, 0xff]), 32_767);
    }

    #[track_caller]
    fn check(payload: &[u8], want: Option<&[Value<'_>]>) {
        assert_eq!(Row { id: 7, payload: payload.into() }.cells().as_deref(), want);
    }

    #[test]
    fn a_row_says_what_its_cells_are() {
        let (null, one) = (Value::Null, Value::Integer(1));
        check(
            &[6, 0, 9, 1, 15, 14, 254, b'a', 3],
            Some(&[null, one, Value::Integer(-2), Value::Text(b"a"), Value::Blob(&[3])]),
        );
        check(&[1], Some(&[]));
    }

    #[test]
    fn a_row_that_ends_too_soon_is_none() {
        check(&[2, 6, 0], None);
        check(&[9, 0], None);
        check(&[2, 10], None);
        check(&[], None);
    }
}
