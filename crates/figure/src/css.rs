//! A style sheet's rules, applied: which presentation attributes they give an
//! element.
//!
//! Known are names, classes, `*`, `:not()`, descendants and children. A rule
//! that asks for anything else (a pointer, a focus, an id, a wide window) never
//! applies. `!important` weighs nothing.

use crate::markup::Element;

/// The properties that SVG knows as attributes, as far as a map has use for
/// them.
pub const PROPERTIES: [&str; 24] = [
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "letter-spacing",
    "opacity",
    "paint-order",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "vector-effect",
    "visibility",
];

/// Where a pointer or the keyboard is does not belong in a figure.
const PASSING: [&str; 2] = ["is-hovered", "is-focused"];

/// How far custom properties may refer to one another.
const DEEPEST: u32 = 8;

/// What a rule can ask of an element.
#[derive(Clone, Debug, Default)]
pub struct Tag {
    name: String,
    classes: Vec<String>,
}

impl Tag {
    /// What rules see of `element`.
    pub fn of(element: &Element) -> Self {
        Self { name: element.name.clone(), classes: element.classes().map(str::to_owned).collect() }
    }

    /// What the element is.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A property and its value.
pub type Declaration = (String, String);

/// A style sheet.
#[derive(Debug, Default)]
pub struct Rules {
    /// The custom properties of the first `:root`.
    custom: Vec<Declaration>,
    /// The weakest first.
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    selector: Selector,
    declarations: Vec<Declaration>,
}

/// What must be true of an element and of those that it is in: outermost first.
#[derive(Debug)]
struct Selector {
    steps: Vec<Step>,
    specificity: usize,
}

#[derive(Debug, Default)]
struct Step {
    /// Whether the step before must be the very parent.
    is_child: bool,
    name: Option<String>,
    classes: Vec<String>,
    not: Vec<Selector>,
}

impl Rules {
    /// Reads a style sheet. What is in `@media` and the like is passed over: the
    /// first `:root` has the colours for paper.
    pub fn new(css: &str) -> Self {
        let css = without_comments(css);
        let mut rules = Self::default();
        let mut rest = &*css;
        while let Some((prelude, after)) = rest.split_once('{') {
            let Some((body, after)) = inside(after, '{', '}') else { break };
            // `@import …;` and the like have no block.
            let prelude = prelude.rsplit(';').next().unwrap_or_default().trim();
            if prelude == ":root" && rules.custom.is_empty() {
                rules.custom = declarations(body);
            } else if !prelude.starts_with('@') && !body.contains('{') {
                rules.push(prelude, body);
            }
            rest = after;
        }
        rules
    }

    fn push(&mut self, selectors: &str, body: &str) {
        let mut declarations = declarations(body);
        declarations.retain(|(property, _)| PROPERTIES.contains(&&**property));
        if declarations.is_empty() {
            return;
        }
        for selector in split(selectors, ',').into_iter().filter_map(selector) {
            let at = self.rules.partition_point(|r| r.selector.specificity <= selector.specificity);
            self.rules.insert(at, Rule { selector, declarations: declarations.clone() });
        }
    }

    /// What the rules say of the last of `chain`, each of which is the child of
    /// the one before. A property may come several times: the last one counts.
    pub fn style<'a>(&'a self, chain: &'a [Tag]) -> impl Iterator<Item = &'a Declaration> {
        self.rules.iter().filter(|r| matches(&r.selector.steps, chain)).flat_map(|r| &r.declarations)
    }

    /// `value` with every `var()` in it resolved. `None` where one stands for
    /// nothing, or for itself.
    pub fn resolve(&self, value: &str) -> Option<String> {
        self.resolve_within(value, DEEPEST)
    }

    fn resolve_within(&self, value: &str, depth: u32) -> Option<String> {
        let Some((before, rest)) = value.split_once("var(") else { return Some(value.to_owned()) };
        let depth = depth.checked_sub(1)?;
        let (inner, after) = inside(rest, '(', ')')?;
        let (name, fallback) = inner.split_once(',').map_or((inner, None), |(n, f)| (n, Some(f.trim())));
        let custom = self.custom.iter().rfind(|(known, _)| known == name.trim());
        let found = custom.and_then(|(_, value)| self.resolve_within(value, depth));
        let found = found.or_else(|| self.resolve_within(fallback?, depth))?;
        Some([before, &found, &self.resolve_within(after, depth)?].concat())
    }
}

fn matches(steps: &[Step], chain: &[Tag]) -> bool {
    let (Some((step, before)), Some((tag, above))) = (steps.split_last(), chain.split_last()) else {
        return steps.is_empty();
    };
    let is_this = step.name.as_ref().is_none_or(|name| *name == tag.name)
        && step.classes.iter().all(|class| tag.classes.contains(class))
        && !step.not.iter().any(|not| matches(&not.steps, chain));
    is_this
        && if step.is_child {
            matches(before, above)
        } else {
            before.is_empty() || (1..=above.len()).any(|n| matches(before, &above[..n]))
        }
}

/// `None` for one that a figure has no use for.
fn selector(text: &str) -> Option<Selector> {
    let (mut steps, mut specificity, mut is_child) = (Vec::new(), 0, false);
    let spaced = text.replace('>', " > ").replace(char::is_whitespace, " ");
    for word in split(&spaced, ' ').into_iter().filter(|word| !word.is_empty()) {
        if word == ">" {
            is_child = true;
            continue;
        }
        let step = Step { is_child, ..step(word)? };
        let not = step.not.iter().map(|not| not.specificity).max().unwrap_or(0);
        specificity += 100 * step.classes.len() + usize::from(step.name.is_some()) + not;
        steps.push(step);
        is_child = false;
    }
    (!steps.is_empty() && !is_child).then_some(Selector { steps, specificity })
}

fn step(word: &str) -> Option<Step> {
    let mut step = Step::default();
    let (name, mut rest) = ident(word);
    step.name = (!name.is_empty()).then(|| name.to_owned());
    rest = rest.strip_prefix('*').unwrap_or(rest);
    while !rest.is_empty() {
        if let Some(class) = rest.strip_prefix('.') {
            let (class, after) = ident(class);
            if class.is_empty() || PASSING.contains(&class) {
                return None;
            }
            step.classes.push(class.to_owned());
            rest = after;
        } else {
            let (list, after) = inside(rest.strip_prefix(":not(")?, '(', ')')?;
            for not in split(list, ',') {
                step.not.push(selector(not)?);
            }
            rest = after;
        }
    }
    Some(step)
}

fn ident(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
    text.split_at(end.unwrap_or(text.len()))
}

/// The declarations of a block, or of a `style` attribute.
pub fn declarations(body: &str) -> Vec<Declaration> {
    let one = |text: &str| {
        let (property, value) = text.split_once(':')?;
        let value = value.trim().trim_end_matches("!important").trim_end();
        Some((property.trim().to_owned(), value.to_owned()))
    };
    split(body, ';').into_iter().filter_map(one).collect()
}

/// What stands before the bracket that closes, and after it.
fn inside(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (mut depth, mut quote) = (0, None);
    for (at, c) in text.char_indices() {
        match quote {
            Some(q) if c == q => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == open => depth += 1,
            None if c == close && depth == 0 => return Some((&text[..at], &text[at + 1..])),
            None if c == close => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The parts of `text` between separators that are in no bracket or string.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, _) if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push(' ');
        out.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Tag {
        let mut words = text.split('.').map(str::to_owned);
        Tag { name: words.next().unwrap(), classes: words.collect() }
    }

    /// The fill that `css` gives the last of `chain` ("g.region path.mark").
    #[track_caller]
    fn check(css: &str, chain: &str, want: Option<&str>) {
        let chain: Vec<Tag> = chain.split(' ').map(tag).collect();
        let rules = Rules::new(css);
        let fill = rules.style(&chain).filter(|(property, _)| property == "fill").last();
        assert_eq!(fill.map(|(_, value)| &**value), want);
    }

    #[track_caller]
    fn resolves(css: &str, value: &str, want: Option<&str>) {
        assert_eq!(Rules::new(css).resolve(value).as_deref(), want);
    }

    #[test]
    fn classes_and_names_are_matched() {
        check(".halo { fill: red }", "path.halo", Some("red"));
        check("path.halo{fill:red}", "path.halo", Some("red"));
        check("circle.halo{fill:red}", "path.halo", None);
        check(".a.b{fill:red}", "path.b.a", Some("red"));
        check(".a.b{fill:red}", "path.b", None);
        check("a, .halo{fill:red}", "path.halo", Some("red"));
    }

    #[test]
    fn what_it_is_in_is_matched() {
        check(".mark.town .body{fill:red}", "g.mark.town g circle.body", Some("red"));
        check(".mark.town > .body{fill:red}", "g.mark.town g circle.body", None);
        check(".mark>.body{fill:red}", "g.mark circle.body", Some("red"));
        check(".a .b .c{fill:red}", "g.b g.a g.b path.c", Some("red"));
        check(".body{fill:red}", "g.body path", None);
    }

    #[test]
    fn the_more_specific_rule_counts_then_the_later_one() {
        check(".a.b{fill:red}.a{fill:blue}", "path.a.b", Some("red"));
        check(".a{fill:red}.b{fill:blue}", "path.b.a", Some("blue"));
        check("path.a{fill:red}.a{fill:blue}", "path.a", Some("red"));
        check(".a:not(.x.y){fill:red}.a.b{fill:blue}", "path.a.b", Some("red"));
    }

    #[test]
    fn what_a_mark_must_not_be() {
        let css = ".is-selected .mark:not(.hatched, .point *) { fill: red }";
        check(css, "g.is-selected path.mark", Some("red"));
        check(css, "g.is-selected path.mark.hatched", None);
        check(css, "g.is-selected g.point g.mark", None);
    }

    #[test]
    fn what_a_file_has_no_use_for_never_applies() {
        for selector in
            ["path:hover", ":focus-visible path", "path:is(.a)", "#map path", "[hidden]", "a + path"]
        {
            check(&format!("{selector}{{fill:red}}"), "path", None);
        }
        check(".is-hovered path, path{fill:red}", "g.is-hovered path", Some("red"));
        check(".is-hovered path{fill:red}", "g.is-hovered path", None);
        check("@media print{path{fill:red}}path{fill:blue}", "path", Some("blue"));
        check("@import 'a';path{fill:blue}", "path", Some("blue"));
    }

    #[test]
    fn comments_and_strings_do_not_mislead() {
        check("/* } */ a::before{content:'}'} path{/* x */fill:red;}", "path", Some("red"));
        check("path{fill:red", "path", None);
    }

    #[test]
    fn custom_properties_are_those_of_the_first_root() {
        let css = ":root{--a:#123;--b:var(--a)}@media (x){:root{--a:#456}}:root{--a:#789}";
        resolves(css, "var(--a)", Some("#123"));
        resolves(css, "1px solid var( --b )", Some("1px solid #123"));
        resolves(css, "var(--a) var(--b)", Some("#123 #123"));
    }

    #[test]
    fn what_stands_for_nothing_is_none_or_its_fallback() {
        resolves("", "var(--a)", None);
        resolves("", "var(--a, #fff)", Some("#fff"));
        resolves(":root{--b:red}", "var(--a, var(--b))", Some("red"));
        resolves("", "var(--a, rgb(1, 2, 3))", Some("rgb(1, 2, 3)"));
        resolves("", "var(--a", None);
    }

    #[test]
    fn what_stands_for_itself_is_none() {
        resolves(":root{--a:var(--b);--b:var(--a)}", "var(--a)", None);
        resolves(":root{--a:var(--a) var(--a)}", "var(--a)", None);
    }
}
