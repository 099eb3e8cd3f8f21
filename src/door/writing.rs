//! Documents that the worker writes for the page, from the wish for one until it is there.

use std::cell::RefCell;

use documents::{Lang, doc::Node};
use protocol::{Document, Request, Tongue, Wanted};

use super::worker::say;

thread_local! {
    /// What is being written, for whichever part of the page wants it: wishes, which are
    /// no state. It is older than the worker: a reader may press a key before there is one.
    static DESK: RefCell<Desk> = const { RefCell::new(Desk::NEW) };
}

struct Desk {
    writing: Vec<Writing>,
    /// Counts these.
    tickets: u32,
    /// Whether the worker knows an atlas of which it may have to write.
    has_atlas: bool,
    /// The languages that it may write in, each as its text.
    languages: Vec<&'static str>,
    /// Whether there will be no worker.
    is_closed: bool,
}

impl Desk {
    const NEW: Self =
        Self { writing: Vec::new(), tickets: 0, has_atlas: false, languages: Vec::new(), is_closed: false };
}

/// A document that the worker writes.
struct Writing {
    ticket: u32,
    wanted: Wanted,
    lang: Lang,
    /// Takes it.
    then: Box<dyn FnOnce(Vec<Node>)>,
}

impl Writing {
    fn ask(&self) {
        let (texts, words) = (self.lang.code().to_owned(), self.lang.language().code.to_owned());
        let wanted = self.wanted.clone();
        say(Request::Write { ticket: self.ticket, wanted, lang: Tongue { texts, words } });
    }
}

/// Has the worker write a document, which `then` takes; never, where there will be no
/// worker, or the texts cannot be read. It may be wanted before there is a worker, and
/// before that knows of an atlas.
pub fn write(wanted: Wanted, lang: Lang, then: Box<dyn FnOnce(Vec<Node>)>) {
    DESK.with_borrow_mut(|desk| {
        if desk.is_closed {
            return;
        }
        desk.tickets += 1;
        let writing = Writing { ticket: desk.tickets, wanted, lang, then };
        writing.ask();
        desk.writing.push(writing);
    });
}

/// The worker has heard of nothing that was wanted before: it began, or is another.
pub fn ask_again() {
    DESK.with_borrow(|desk| {
        for text in &desk.languages {
            say(Request::Language { text: (*text).to_owned() });
        }
        desk.writing.iter().for_each(Writing::ask);
    });
}

/// The worker may write in a language more, which this is the text of.
pub fn learn(text: &'static str) {
    DESK.with_borrow_mut(|desk| desk.languages.push(text));
    say(Request::Language { text: text.to_owned() });
}

/// The worker is told of an atlas. What was being written of the one before is given up.
pub fn turn_to_another_atlas() {
    DESK.with_borrow_mut(|desk| {
        if std::mem::replace(&mut desk.has_atlas, true) {
            desk.writing.clear();
        }
    });
}

/// There is no worker, and will be none.
pub fn close() {
    DESK.set(Desk { is_closed: true, ..Desk::NEW });
}

/// A document came: whoever wanted it takes it, unless it was given up. Whether it is one.
pub fn came(ticket: u32, document: Document) -> bool {
    let then = DESK.with_borrow_mut(|desk| {
        let at = desk.writing.iter().position(|writing| writing.ticket == ticket)?;
        Some(desk.writing.swap_remove(at).then)
    });
    let nodes = document.nodes();
    let is_one = nodes.is_some();
    if let (Some(then), Some(nodes)) = (then, nodes) {
        then(nodes);
    }
    is_one
}
