//! The version of every tool, here and nowhere else.
//!
//! Two live where their own tools read them: wasm-bindgen in `Cargo.lock`, and
//! the packages of the browser stories in `e2e/package-lock.json`.

/// <https://crates.io/crates/trunk>. 0.22 asks for a newer rustc than stable's.
pub const TRUNK: &str = "0.21.14";

/// npm's `binaryen`, for wasm-opt. `Trunk.toml` names its major version too.
pub const BINARYEN: &str = "132.0.0";

/// npm's `esbuild`, which minifies scripts and the style.
pub const ESBUILD: &str = "0.28.2";

/// <https://crates.io/crates/cargo-deny>.
pub const CARGO_DENY: &str = "0.20.2";

/// <https://crates.io/crates/cargo-fuzz>.
pub const CARGO_FUZZ: &str = "0.13.2";

/// The oldest Node.js that has what the stories use.
pub const NODE_AT_LEAST: u32 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn npm_is_told_the_same_versions() {
        let lock = include_str!("../npm/package-lock.json");
        for (name, version) in [("binaryen", BINARYEN), ("esbuild", ESBUILD)] {
            assert!(lock.contains(&format!("\"{name}\": \"{version}\"")), "{lock}");
        }
    }

    #[test]
    fn every_package_of_npm_has_its_hash() {
        for lock in [
            include_str!("../npm/package-lock.json"),
            include_str!("../../e2e/package-lock.json"),
            include_str!("../../bench/package-lock.json"),
        ] {
            let packages = lock.matches("\"node_modules/").count();
            assert_eq!(packages, lock.matches("\"integrity\": \"sha512-").count());
            assert!(
                packages > 0 && !lock.contains("\"resolved\""),
                "whose registry is not the lock's to say"
            );
        }
    }

    #[test]
    fn trunk_is_told_the_same_wasm_opt() {
        let major = BINARYEN.split('.').next().unwrap();
        let trunk = include_str!("../../Trunk.toml");
        assert!(trunk.contains(&format!("wasm_opt = \"version_{major}\"")));
    }
}
