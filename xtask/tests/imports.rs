//! Imports run one way: in every crate, no modules import each other in a circle.
//! A module is a file; what is for tests alone does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// What each module imports; a module is its path from the crate's root, which
/// is the empty one.
type Imports = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// Folders of the page, and those that no import of theirs leads to. `names` is
/// what map and export share; the composition root knows all.
const APART: &[(&str, &[&str])] = &[
    ("door", &["state", "load", "map", "panel", "export", "names", "replies", "wishes", "navigation"]),
    ("state", &["door", "load", "map", "panel", "export", "names", "replies", "wishes", "navigation"]),
    ("names", &["load", "map", "panel", "export", "replies", "wishes", "navigation"]),
    ("load", &["map", "panel", "export", "names", "replies", "wishes", "navigation"]),
    ("map", &["load", "panel", "export", "replies", "wishes", "navigation"]),
    ("panel", &["load", "map", "export", "names", "replies", "wishes", "navigation"]),
    ("export", &["load", "map", "panel", "replies", "wishes", "navigation"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
}

/// The folders of the workspace's crates.
fn crates() -> Vec<PathBuf> {
    let root = root();
    let mut found = vec![root.clone(), root.join("beside"), root.join("studio"), root.join("xtask")];
    let inner = fs::read_dir(root.join("crates")).expect("crates/ can be read");
    found.extend(inner.flatten().map(|entry| entry.path()).filter(|path| path.join("Cargo.toml").is_file()));
    found.sort();
    found
}

/// The files of a crate below `folder`, each with its module.
fn files(folder: &Path, module: &[String], found: &mut BTreeMap<Vec<String>, PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources can be read").flatten() {
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let inner = [module, std::slice::from_ref(&name)].concat();
        if path.is_dir() {
            files(&path, &inner, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let is_root = ["lib", "main", "mod"].contains(&&*name);
            found.insert(if is_root { module.to_vec() } else { inner }, path);
        }
    }
}

/// Reads what a file imports.
struct Reader<'a> {
    /// The modules that are files.
    known: &'a BTreeSet<Vec<String>>,
    /// The file's own.
    file: &'a [String],
    /// Where the reader is: within a module that stands in the file, deeper.
    at: Vec<String>,
    imports: BTreeSet<Vec<String>>,
}

impl Reader<'_> {
    /// A path, as it stands in the file, means the deepest file on it.
    fn path(&mut self, path: &[String]) {
        let Some((first, rest)) = path.split_first() else { return };
        let mut target = match &**first {
            "crate" => Vec::new(),
            "self" => self.at.clone(),
            "super" => self.at[..self.at.len().saturating_sub(1)].to_vec(),
            child if self.known.contains(&[self.at.clone(), vec![child.to_owned()]].concat()) => {
                [self.at.clone(), vec![child.to_owned()]].concat()
            }
            _ => return,
        };
        for part in rest {
            if part == "super" {
                target.pop();
            } else {
                target.push(part.clone());
            }
        }
        while !self.known.contains(&target) {
            if target.pop().is_none() {
                return;
            }
        }
        if target != self.file {
            self.imports.insert(target);
        }
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => self.tree(&[before, &[path.ident.to_string()]].concat(), &path.tree),
            syn::UseTree::Name(name) => self.path(&[before, &[name.ident.to_string()]].concat()),
            syn::UseTree::Rename(name) => self.path(&[before, &[name.ident.to_string()]].concat()),
            syn::UseTree::Glob(_) => self.path(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(before, item)),
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        attribute.path().is_ident("cfg")
            && list.split(|c: char| !c.is_alphanumeric()).any(|word| word == "test")
    })
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_for_tests(&item.attrs) {
            return;
        }
        self.at.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.at.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.tree(&[], &item.tree);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.path(&path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>());
        visit::visit_path(self, path);
    }

    /// `pub(super)` imports nothing.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    /// Within a macro there are only tokens.
    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let text = item.tokens.to_string().replace(" :: ", "::");
        for word in text.split(|c: char| !c.is_alphanumeric() && !"_:".contains(c)) {
            let path: Vec<String> = word.split("::").map(str::to_owned).collect();
            if path.len() > 1 {
                self.path(&path);
            }
        }
        visit::visit_macro(self, item);
    }
}

fn imports(folder: &Path) -> Imports {
    let mut found = BTreeMap::new();
    files(&folder.join("src"), &[], &mut found);
    let known = found.keys().cloned().collect();
    let read = |(module, path): (&Vec<String>, &PathBuf)| {
        let text = fs::read_to_string(path).expect("a source can be read");
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut reader = Reader { known: &known, file: module, at: module.clone(), imports: BTreeSet::new() };
        if !is_for_tests(&file.attrs) {
            reader.visit_file(&file);
        }
        (module.clone(), reader.imports)
    };
    found.iter().map(read).collect()
}

/// All that `from` leads to.
fn reached<'a>(imports: &'a Imports, from: &[String]) -> BTreeSet<&'a Vec<String>> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Vec<String>> = imports[from].iter().collect();
    while let Some(module) = waiting.pop() {
        if found.insert(module) {
            waiting.extend(&imports[module]);
        }
    }
    found
}

/// The modules that lead back to themselves, those of one circle together, with
/// what each imports of the others.
fn circles(imports: &Imports) -> BTreeMap<Vec<String>, Vec<String>> {
    let all: BTreeMap<_, _> = imports.keys().map(|module| (module, reached(imports, module))).collect();
    let mut found = BTreeMap::new();
    for module in imports.keys() {
        let circle: Vec<&Vec<String>> =
            all[module].iter().copied().filter(|other| all[*other].contains(module)).collect();
        let edges = circle.iter().map(|module| {
            let others = imports[*module].iter().filter(|other| circle.contains(other)).map(|o| name(o));
            format!("{} -> {}", name(module), others.collect::<Vec<_>>().join(", "))
        });
        if !circle.is_empty() {
            found.insert(circle.iter().map(|module| name(module)).collect(), edges.collect());
        }
    }
    found
}

fn name(module: &[String]) -> String {
    if module.is_empty() { "(root)".to_owned() } else { module.join("::") }
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let mut wrong = Vec::new();
    for folder in crates() {
        let krate = match folder.strip_prefix(root()).expect("below the root").to_string_lossy() {
            path if path.is_empty() => "src".to_owned(),
            path => path.into_owned(),
        };
        for edges in circles(&imports(&folder)).values() {
            wrong.push(format!("{krate}: a circle:\n  {}", edges.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_knows_little_of_the_page_stays_so() {
    let imports = imports(&root());
    let folder = |module: &[String]| module.first().cloned().unwrap_or_default();
    for (part, others) in APART {
        let inside: Vec<_> = imports.keys().filter(|module| folder(module) == *part).collect();
        assert!(!inside.is_empty(), "there is no src/{part}");
        for module in inside {
            let wrong = reached(&imports, module).into_iter().find(|m| others.contains(&&*folder(m)));
            assert!(
                wrong.is_none(),
                "{} leads to {}",
                name(module),
                wrong.map(|m| name(m)).unwrap_or_default()
            );
        }
    }
}

#[test]
fn a_circle_is_found_in_use_in_paths_and_in_macros() {
    let known: BTreeSet<Vec<String>> = [vec![], vec!["a".to_owned()], vec!["b".to_owned()]].into();
    for (text, want) in [
        ("use crate::b::Thing;", true),
        ("use crate::{c, b};", true),
        ("use super::b;", true),
        ("fn f() { crate::b::g() }", true),
        ("fn f() { println!(\"{}\", crate::b::g()) }", true),
        ("#[cfg(test)] mod tests { use crate::b; }", false),
        ("use b::Thing;", false),
        ("pub(in super::b) fn f() {}", false),
    ] {
        let file = ["a".to_owned()];
        let mut reader = Reader { known: &known, file: &file, at: file.to_vec(), imports: BTreeSet::new() };
        reader.visit_file(&syn::parse_file(text).expect("Rust"));
        assert_eq!(reader.imports.contains(&vec!["b".to_owned()]), want, "{text}");
    }
}
