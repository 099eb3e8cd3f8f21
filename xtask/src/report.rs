//! What the tests came to.

use std::fmt::{self, Write as _};
use std::time::Duration;

/// How many passed, failed and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Did what was asked.
    pub passed: usize,
    /// Did not.
    pub failed: usize,
    /// Was not asked.
    pub skipped: usize,
}

impl Counts {
    /// One that passed.
    pub const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    /// One that failed.
    pub const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };
    /// One that was left out.
    pub const SKIPPED: Self = Self { passed: 0, failed: 0, skipped: 1 };

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    /// The counts, where the program ended with a failure that they do not
    /// show (it did not compile, say), with one failure more.
    #[must_use]
    pub fn of_program(self, succeeded: bool) -> Self {
        if succeeded || self.failed > 0 { self } else { self.plus(Self::FAILED) }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// How one part ended.
#[derive(Debug)]
pub struct Outcome {
    /// What it counted.
    pub counts: Counts,
    /// Why it was left out or failed; may be empty.
    pub note: String,
    /// Each test that failed, with its error, where that can be told.
    pub failures: Vec<String>,
}

impl Outcome {
    /// Left out, and why.
    pub fn skipped(why: impl Into<String>) -> Self {
        Self { note: why.into(), ..Counts::SKIPPED.into() }
    }

    /// Failed, and why.
    pub fn failed(why: impl Into<String>) -> Self {
        Self { note: why.into(), ..Counts::FAILED.into() }
    }

    /// Both together, with what is to be said of each.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let notes: Vec<String> = [self.note, other.note].into_iter().filter(|n| !n.is_empty()).collect();
        Self {
            counts: self.counts.plus(other.counts),
            note: notes.join("; "),
            failures: [self.failures, other.failures].concat(),
        }
    }
}

impl From<Counts> for Outcome {
    fn from(counts: Counts) -> Self {
        Self { counts, note: String::new(), failures: Vec::new() }
    }
}

/// Every part that ran, in order.
#[derive(Default)]
pub struct Report {
    rows: Vec<(&'static str, Duration, Outcome)>,
}

impl Report {
    /// Adds a part.
    pub fn add(&mut self, part: &'static str, took: Duration, outcome: Outcome) {
        self.rows.push((part, took, outcome));
    }

    /// The sum over all parts.
    pub fn total(&self) -> Counts {
        self.rows.iter().map(|(_, _, outcome)| outcome.counts).fold(Counts::default(), Counts::plus)
    }

    /// What failed, and the parts as a table; its last line is the sum, and
    /// nothing else.
    pub fn table(&self) -> String {
        let mut text = String::new();
        for (part, _, outcome) in &self.rows {
            for failure in &outcome.failures {
                let _ = writeln!(text, "failed in {part}: {failure}");
            }
        }
        let _ =
            writeln!(text, "\n{:<12} {:>8} {:>7} {:>7} {:>8}", "part", "time", "passed", "failed", "skipped");
        for (part, took, outcome) in &self.rows {
            let Counts { passed, failed, skipped } = outcome.counts;
            let line = format!(
                "{part:<12} {:>6.1} s {passed:>7} {failed:>7} {skipped:>8}  {}",
                took.as_secs_f64(),
                outcome.note
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
        let _ = writeln!(text, "{}", self.total());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_sum() {
        let mut report = Report::default();
        let five = Counts { passed: 5, failed: 0, skipped: 1 };
        report.add("native", Duration::from_secs(2), five.into());
        report.add("deny", Duration::ZERO, Outcome::skipped("no cargo-deny"));
        report.add("build", Duration::ZERO, Outcome::failed("no trunk"));
        assert_eq!(report.table().lines().last(), Some("5 passed, 1 failed, 2 skipped"));
    }

    #[test]
    fn what_failed_is_told_again_before_the_table() {
        let mut report = Report::default();
        let failures = vec!["a claim\n    error: 1 !== 0".to_owned()];
        report.add("e2e", Duration::ZERO, Outcome { failures, ..Counts::FAILED.into() });
        assert!(report.table().starts_with("failed in e2e: a claim\n    error: 1 !== 0\n"));
    }

    #[test]
    fn a_failure_without_a_count_counts() {
        assert_eq!(Counts::default().of_program(false), Counts::FAILED);
        assert_eq!(Counts::FAILED.of_program(false), Counts::FAILED);
        assert_eq!(Counts::PASSED.of_program(true), Counts::PASSED);
    }
}
