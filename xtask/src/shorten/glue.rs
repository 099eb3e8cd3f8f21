//! The JavaScript that wasm-bindgen writes beside the program. It has no text
//! of several lines, and each block ends with its brace where it began.

use super::module::Names;

/// The classes that the glue exports. The page asks for none.
pub fn classes(glue: &str) -> Vec<String> {
    let named = glue.lines().filter_map(|line| line.strip_prefix("export class ")?.split_once(' '));
    named.map(|(name, _)| name.to_owned()).collect()
}

/// Whether the module's export `name` is for one of `classes`.
pub fn is_of(classes: &[String], name: &str) -> bool {
    classes.iter().map(|class| class.to_lowercase()).any(|class| {
        name.strip_prefix("__wbg_")
            .unwrap_or(name)
            .strip_prefix(&*class)
            .is_some_and(|rest| rest.starts_with('_'))
    })
}

/// The glue without `classes`, without functions for imports that the module
/// has no more, with the short `names`, and without documentation.
pub fn shortened(glue: &str, classes: &[String], names: &Names) -> String {
    let mut glue = without_documentation(&without_unused(glue, classes, names));
    for (long, short) in &names.short {
        glue = glue.replace(long, short);
    }
    glue
}

fn without_unused(glue: &str, classes: &[String], names: &Names) -> String {
    let imported = |name: &str| names.short.iter().any(|(long, _)| long == name);
    let unused = |line: &str| {
        let of_class = classes.iter().any(|class| {
            line.starts_with(&format!("export class {class} "))
                || line.starts_with(&format!("if (Symbol.dispose) {class}."))
                || line.starts_with(&format!("const {class}Finalization "))
        });
        let import = line.trim_start().split_once(": function(").map(|(name, _)| name);
        of_class || import.is_some_and(|name| name.starts_with("__wb") && !imported(name))
    };
    let mut kept = String::with_capacity(glue.len());
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        if !unused(line) {
            kept.push_str(line);
            kept.push('\n');
        } else if line.ends_with('{') {
            let indent = &line[..line.len() - line.trim_start().len()];
            let is_end = |line: &str| line.strip_prefix(indent).is_some_and(|rest| rest.starts_with('}'));
            lines.by_ref().find(|line| is_end(line));
        } else if !line.ends_with(';') {
            lines.by_ref().find(|line| line.ends_with(';'));
        }
    }
    kept
}

/// Without `/** … */` and indentation.
fn without_documentation(glue: &str) -> String {
    let mut code = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some((before, comment)) = rest.split_once("/**") {
        code.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    code.push_str(rest);
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
export class Sink {
    /**
     * Says.
     */
    close() {
        return wasm.sink_close(this.ptr);
    }
}
if (Symbol.dispose) Sink.prototype[Symbol.dispose] = Sink.prototype.free;
function imports() {
    return {
        __wbg_log_0123456789abcdef: function(arg0) {
            if (arg0) {
                console.log(arg0);
            }
        },
        __wbg_write_0123456789abcdef: function() { return handleError(function (arg0) {
            sink(arg0);
        }, arguments); },
        __wbg_log_0123456789abcdef2: 2,
    };
}
const SinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_sink_free(ptr, 1));
const last = 1;
";

    #[test]
    fn only_what_the_module_asks_for_stays() {
        let short = |long: &str, short: &str| (long.to_owned(), short.to_owned());
        let names = Names {
            short: vec![
                short("__wbg_log_0123456789abcdef2", "__i1"),
                short("__wbg_log_0123456789abcdef", "__i0"),
            ],
        };
        let classes = classes(GLUE);
        assert_eq!(classes, ["Sink"]);
        let want = "function imports() {\nreturn {\n__i0: function(arg0) {\nif (arg0) {\nconsole.log(arg0);\n}\n},\n\
                    __i1: 2,\n};\n}\nconst last = 1;";
        assert_eq!(shortened(GLUE, &classes, &names), want);
    }

    #[test]
    fn an_export_is_of_a_class_by_its_whole_name() {
        let classes = ["Sink".to_owned()];
        assert!(is_of(&classes, "sink_close") && is_of(&classes, "__wbg_sink_free"));
        assert!(
            !is_of(&classes, "sinking") && !is_of(&classes, "main") && !is_of(&classes, "__wbindgen_free")
        );
    }
}
