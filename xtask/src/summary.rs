//! Reads how many tests passed out of what test programs print.

use std::fmt;

use crate::report::Counts;

/// The sum of every `test result:` line, as cargo test and
/// wasm-bindgen-test-runner print them.
pub fn cargo_test(text: &str) -> Counts {
    text.lines()
        .map(without_colours)
        .filter_map(|line| result_line(&line))
        .fold(Counts::default(), Counts::plus)
}

fn result_line(line: &str) -> Option<Counts> {
    let (_, counts) = line.split_once("test result: ")?.1.split_once(". ")?;
    let count =
        |what: &str| counts.split(';').find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok());
    Some(Counts {
        passed: count(" passed")?,
        failed: count(" failed")?,
        skipped: count(" ignored").unwrap_or(0),
    })
}

/// The sums at the end of what `node --test` writes as TAP. A test that was
/// cancelled did not pass: it counts as failed.
pub fn tap(text: &str) -> Counts {
    let count = |what: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix("# ")?.strip_prefix(what)?.trim().parse().ok())
            .unwrap_or(0)
    };
    Counts {
        passed: count("pass "),
        failed: count("fail ") + count("cancelled "),
        skipped: count("skipped ") + count("todo "),
    }
}

/// A test that failed.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    /// As the test is called.
    pub name: String,
    /// The first lines of its error.
    pub error: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n    {}", self.name, self.error)
    }
}

/// The tests that failed in what `node --test` writes as TAP, each with its error's
/// first lines; without the suites, which fail with their tests.
pub fn tap_failures(text: &str) -> Vec<Failure> {
    const LINES: usize = 6;
    let lines: Vec<&str> = text.lines().collect();
    let mut failures = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((_, name)) = line.trim_start().strip_prefix("not ok ").and_then(|l| l.split_once(" - "))
        else {
            continue;
        };
        let block: Vec<&str> = lines[at + 1..].iter().map(|l| l.trim()).take_while(|l| *l != "...").collect();
        if block.contains(&"type: 'suite'") || block.contains(&"failureType: 'subtestsFailed'") {
            continue;
        }
        let error = block.iter().skip_while(|l| !l.starts_with("error:"));
        let error = error.take_while(|l| !l.starts_with("code:") && !l.starts_with("name:")).take(LINES);
        let error: Vec<&str> = error.copied().filter(|l| !l.is_empty()).collect();
        failures.push(Failure { name: name.to_owned(), error: error.join("\n    ") });
    }
    failures
}

/// Leaves out the escape sequences that set colours.
fn without_colours(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\x1b') {
        text.push_str(before);
        rest = after.split_once('m').map_or("", |(_, tail)| tail);
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(got: Counts, passed: usize, failed: usize, skipped: usize) {
        assert_eq!(got, Counts { passed, failed, skipped });
    }

    #[test]
    fn every_binary_has_its_line() {
        let text = "\
running 3 tests
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

   Doc-tests carto
test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.2s
";
        check(cargo_test(text), 5, 1, 1);
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let text = "test result: \x1b[32mok\x1b[0m. 4 passed; 0 failed; 0 ignored; 0 filtered out";
        check(cargo_test(text), 4, 0, 0);
    }

    #[test]
    fn a_program_that_did_not_compile_has_no_result() {
        check(cargo_test("error[E0308]: mismatched types"), 0, 0, 0);
    }

    #[test]
    fn tap_ends_with_its_sums() {
        let text = "\
TAP version 13
# Subtest: reads a claim
ok 1 - reads a claim
1..9
# tests 9
# suites 0
# pass 5
# fail 1
# cancelled 1
# skipped 2
# todo 0
# duration_ms 12.5
";
        check(tap(text), 5, 2, 2);
    }

    #[test]
    fn a_failed_test_is_told_with_its_error_and_its_suite_is_not() {
        let text = "\
TAP version 13
    # Subtest: reads a claim
    not ok 1 - reads a claim
      ---
      duration_ms: 3
      failureType: 'testCodeFailure'
      error: |-
        Expected values to be strictly equal:

        1 !== 0
      code: 'ERR_ASSERTION'
      stack: |-
        somewhere
      ...
    ok 2 - reads another
      ---
      duration_ms: 3
      ...
not ok 1 - claims
  ---
  type: 'suite'
  error: '1 subtest failed'
  ...
";
        let error = "error: |-\n    Expected values to be strictly equal:\n    1 !== 0";
        assert_eq!(
            tap_failures(text),
            [Failure { name: "reads a claim".to_owned(), error: error.to_owned() }]
        );
    }
}
