//! Undo without end: every state there was, and what was undone since.

/// States of something, the present one among them.
#[derive(Clone, Debug)]
pub struct History<T> {
    past: Vec<T>,
    present: T,
    /// What was undone, the last one last.
    future: Vec<T>,
}

impl<T: Clone + PartialEq> History<T> {
    /// Begins with this state.
    pub fn new(present: T) -> Self {
        Self { past: Vec::new(), present, future: Vec::new() }
    }

    /// The present state.
    pub fn present(&self) -> &T {
        &self.present
    }

    /// Goes on to another state; what was undone can no longer be done again. The same
    /// state is none.
    pub fn go_on(&mut self, next: T) {
        if next != self.present {
            self.past.push(std::mem::replace(&mut self.present, next));
            self.future.clear();
        }
    }

    /// Back by one; whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.present, before));
        true
    }

    /// Forth again by one; whether one was undone.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.present, after));
        true
    }

    /// How many can be undone, and done again.
    pub fn depth(&self) -> (usize, usize) {
        (self.past.len(), self.future.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_can_be_had_again() {
        let mut history = History::new(0);
        for state in 1..=1000 {
            history.go_on(state);
        }
        while history.undo() {}
        assert_eq!((*history.present(), history.depth()), (0, (0, 1000)));
        while history.redo() {}
        assert_eq!((*history.present(), history.depth()), (1000, (1000, 0)));
    }

    #[test]
    fn what_was_undone_is_gone_once_something_else_is_done() {
        let mut history = History::new('a');
        history.go_on('b');
        assert!(history.undo());
        history.go_on('c');
        assert!(!history.redo());
        assert_eq!(history.depth(), (1, 0));
    }

    #[test]
    fn what_changes_nothing_is_not_undone() {
        let mut history = History::new('a');
        history.go_on('a');
        assert!(!history.undo());
    }
}
