//! A feature as nearly all files write them, read in one pass: coordinates go
//! from their bytes to the world's plane with nothing kept in between. What is
//! written otherwise, or wrongly, is left to the parent module, which also says
//! what is wrong.

use geojson::feature::Id;
use serde_json::{Map, Value};

use crate::{
    geometry::LonLat,
    layer::{Feature, Line, Path, Shape},
    projection::Projector,
};

/// Ten to the power of so many decimals.
const TENS: [f64; 20] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
];

/// Brackets inside one another in what is passed on to be read elsewhere.
const DEEPEST: usize = 64;

/// The feature that `text` is; `None` where it takes a closer look to say.
pub fn feature(text: &[u8]) -> Option<Feature> {
    let mut cursor = Cursor { rest: text };
    let (mut kind, mut id, mut properties, mut shape) = (false, None, None, None);
    cursor.object(|name, cursor| {
        match name {
            b"type" if !kind => kind = cursor.string()? == b"Feature",
            b"id" if id.is_none() => id = Some(serde_json::from_slice::<Id>(cursor.value()?).ok()?),
            b"properties" if properties.is_none() => {
                properties =
                    Some(serde_json::from_slice::<Option<Map<String, Value>>>(cursor.value()?).ok()?);
            }
            b"geometry" if shape.is_none() => shape = Some(geometry(cursor)?),
            b"type" | b"id" | b"properties" | b"geometry" => return None,
            _ => cursor.skip(name)?,
        }
        Some(())
    })?;
    (kind && cursor.next().is_none()).then_some(())?;
    let id = id.map(|id| match id {
        Id::String(text) => text,
        Id::Number(number) => number.to_string(),
    });
    Some(Feature { id, properties: properties?.unwrap_or_default(), path: Path::new(shape?) })
}

fn geometry(cursor: &mut Cursor<'_>) -> Option<Shape> {
    let (mut kind, mut found) = (None, None);
    cursor.object(|name, cursor| {
        match name {
            b"type" if kind.is_none() => kind = Some(cursor.string()?),
            b"coordinates" if found.is_none() => {
                let mut lines = Lines::default();
                found = Some((lines.nested(cursor, 0)?, lines.done, !lines.any_open));
            }
            b"type" | b"coordinates" | b"geometries" => return None,
            _ => cursor.skip(name)?,
        }
        Some(())
    })?;
    let (depth, mut lines, closed) = found?;
    let all_have = |least: usize| !lines.is_empty() && lines.iter().all(|line| line.len() >= least);
    match (kind?, depth) {
        (b"Point", 1) | (b"MultiPoint", 2) if all_have(1) => Some(Shape::Points(lines.pop()?)),
        (b"LineString", 2) | (b"MultiLineString", 3) if all_have(2) => Some(Shape::Lines(lines)),
        (b"Polygon", 3) | (b"MultiPolygon", 4) if all_have(4) && closed => {
            // What is projected one after another may differ in the last bits.
            for ring in &mut lines {
                let start = ring[0];
                *ring.last_mut()? = start;
            }
            Some(Shape::Areas(lines))
        }
        _ => None,
    }
}

/// The lists of positions in `coordinates`, however deep.
#[derive(Default)]
struct Lines {
    projector: Projector,
    hand: Line,
    done: Vec<Line>,
    /// The first and the last position of the line in hand. On the plane all
    /// beyond 85° are the same.
    ends: Option<[LonLat; 2]>,
    /// Whether a line ended elsewhere than it started.
    any_open: bool,
}

impl Lines {
    /// Reads an array so many brackets down; gives how deep it is: 1 for a
    /// position.
    fn nested(&mut self, cursor: &mut Cursor<'_>, down: u8) -> Option<u8> {
        cursor.take(b'[')?;
        (down < 4).then_some(())?;
        if cursor.next()? != b'[' {
            self.position(cursor)?;
            self.done.push(std::mem::take(&mut self.hand));
            return Some(1);
        }
        let mut depth = None;
        loop {
            // A list of positions is read here, all else one level down.
            let inner = cursor.clone();
            cursor.take(b'[')?;
            let own = if cursor.next()? == b'[' {
                *cursor = inner;
                self.nested(cursor, down + 1)? + 1
            } else {
                self.position(cursor)?;
                2
            };
            if *depth.get_or_insert(own) != own {
                return None;
            }
            if cursor.ends(b']')? {
                break;
            }
        }
        if depth == Some(2) {
            // As many as there are, and the next line is likely as long.
            let next = Vec::with_capacity(self.hand.len().min(64));
            let mut line = std::mem::replace(&mut self.hand, next);
            line.shrink_to_fit();
            self.done.push(line);
            self.any_open |= self.ends.take().is_some_and(|[first, last]| first != last);
        }
        depth
    }

    /// Reads a position after its bracket.
    fn position(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let lon = cursor.number()?;
        (!cursor.ends(b']')?).then_some(())?;
        let lat = cursor.number()?;
        // Heights, and whatever else there may be.
        while !cursor.ends(b']')? {
            cursor.number()?;
        }
        let p = LonLat { lon, lat };
        self.ends = Some([self.ends.map_or(p, |[first, _]| first), p]);
        let is_on_earth = (-180. ..=180.).contains(&lon) && (-90. ..=90.).contains(&lat);
        is_on_earth.then(|| self.hand.push(self.projector.project(p)))
    }
}

/// What is left to read.
#[derive(Clone)]
struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// The next byte that is no white space, which stays.
    fn next(&mut self) -> Option<u8> {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
        self.rest.first().copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then(|| self.rest = &self.rest[1..])
    }

    /// Whether a list ends here with `bracket`, or goes on after a comma.
    fn ends(&mut self, bracket: u8) -> Option<bool> {
        let byte = self.next()?;
        (byte == bracket || byte == b',').then(|| self.rest = &self.rest[1..])?;
        Some(byte == bracket)
    }

    /// Gives the members of an object to `member`, which reads their values.
    fn object(&mut self, mut member: impl FnMut(&'a [u8], &mut Self) -> Option<()>) -> Option<()> {
        self.take(b'{')?;
        loop {
            let name = self.string()?;
            self.take(b':')?;
            member(name, self)?;
            if self.ends(b'}')? {
                return Some(());
            }
        }
    }

    /// A string without escapes.
    fn string(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        let end = self.rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20))?;
        let (text, rest) = self.rest.split_at(end);
        // A tab or a line's end that is not escaped is no JSON, before the quote as elsewhere.
        self.rest = rest.strip_prefix(b"\"")?;
        Some(text)
    }

    /// The text of any value. Whether it is JSON is for its reader to say.
    fn value(&mut self) -> Option<&'a [u8]> {
        let whole = self.next().map(|_| self.rest)?;
        let (mut depth, mut at) = (0_usize, 0);
        loop {
            match whole.get(at)? {
                b'"' => {
                    at += 1;
                    while *whole.get(at)? != b'"' {
                        at += if whole[at] == b'\\' { 2 } else { 1 };
                    }
                }
                // How deep is too deep depends on what is around it.
                b'[' | b'{' if depth == DEEPEST => return None,
                b'[' | b'{' => depth += 1,
                b']' | b'}' if depth > 0 => depth -= 1,
                b',' | b']' | b'}' if depth == 0 => break,
                _ => {}
            }
            at += 1;
        }
        let (value, rest) = whole.split_at(at);
        self.rest = rest;
        Some(value)
    }

    /// Passes over the value of the member `name`.
    fn skip(&mut self, name: &[u8]) -> Option<()> {
        let value: Value = serde_json::from_slice(self.value()?).ok()?;
        let is_box = || value.as_array().is_some_and(|numbers| numbers.iter().all(Value::is_number));
        (name != b"bbox" || value.is_null() || is_box()).then_some(())?;
        std::str::from_utf8(name).ok().map(|_| ())
    }

    /// A number without exponent, of at most 19 digits: to the last place of
    /// the nearest.
    fn number(&mut self) -> Option<f64> {
        self.next()?;
        let negative = self.rest[0] == b'-';
        let text = &self.rest[usize::from(negative)..];
        let (mut value, mut at) = (0_u64, 0);
        let digit = |at: usize| text.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10);
        while let Some(digit) = digit(at) {
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        let whole = at;
        let mut decimals = 0;
        if text.get(at) == Some(&b'.') {
            at += 1;
            while let Some(digit) = digit(at) {
                value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
                at += 1;
            }
            decimals = at - whole - 1;
            (decimals > 0).then_some(())?;
        }
        let is_plain = whole > 0 && (whole == 1 || text[0] != b'0') && whole + decimals <= 19;
        (is_plain && !matches!(text.get(at), Some(b'e' | b'E'))).then_some(())?;
        self.rest = &text[at..];
        let value = value as f64 / TENS[decimals];
        Some(if negative { -value } else { value })
    }
}
