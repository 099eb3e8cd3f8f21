//! What is in a bundle as CycloneDX 1.6 in JSON
//! (<https://cyclonedx.org/docs/1.6/json/>). The same sources give the same
//! bytes: it has no time, and its serial number is made from what it says.

use anyhow::Result;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::component::{Component, Components, Id, PROGRAMS};

/// What the page is called among the components.
const BUNDLE: &str = "confins-bundle";

/// The file; `compiler` is what compiled it.
pub fn text(components: &Components, compiler: &str) -> Result<String> {
    let programs: Vec<String> = components
        .keys()
        .filter(|(name, _)| PROGRAMS.contains(&name.as_str()))
        .map(|id| reference(id, &components[id]))
        .collect();
    let version =
        components.keys().find(|(name, _)| name == PROGRAMS[0]).map(|(_, version)| version.as_str());
    let mut dependencies = vec![json!({ "ref": BUNDLE, "dependsOn": programs })];
    for (id, component) in components {
        let needs: Vec<String> =
            component.needs.iter().filter_map(|id| Some(reference(id, components.get(id)?))).collect();
        dependencies.push(json!({ "ref": reference(id, component), "dependsOn": needs }));
    }
    let mut sbom = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": BUNDLE,
                "name": PROGRAMS[0],
                "version": version,
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
                "properties": [{ "name": "confins:compiler", "value": compiler }],
            },
        },
        "components": components.iter().map(|(id, component)| described(id, component)).collect::<Vec<_>>(),
        "dependencies": dependencies,
    });
    sbom["serialNumber"] = format!("urn:uuid:{}", uuid(sbom.to_string().as_bytes())).into();
    Ok(serde_json::to_string_pretty(&sbom)? + "\n")
}

fn described(id: &Id, component: &Component) -> Value {
    let (name, version) = id;
    let mut described = json!({
        "type": "library",
        "bom-ref": reference(id, component),
        "name": name,
        "version": version,
    });
    if let Some(licence) = &component.licence {
        described["licenses"] = json!([{ "expression": licence }]);
    }
    if !component.authors.is_empty() && !component.own {
        let authors = component.authors.iter().map(|author| json!({ "name": author }));
        described["authors"] = authors.collect();
    }
    if let Some(checksum) = &component.checksum {
        described["purl"] = reference(id, component).into();
        described["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(url) = &component.repository {
        described["externalReferences"] = json!([{ "type": "vcs", "url": url }]);
    }
    described
}

/// A crate of this workspace, and the standard library, are no packages of the
/// registry, where somebody else's may have the same name.
fn reference((name, version): &Id, component: &Component) -> String {
    if component.checksum.is_some() {
        format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
    } else {
        format!("{}:{name}@{version}", if component.own { "confins" } else { "rust" })
    }
}

/// A UUID of version 8 (RFC 9562, section 5.8) out of the content's hash.
fn uuid(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    let bits = hash.iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    let version = bits & !(0xf << 76) | 8 << 76;
    let hex = format!("{:032x}", version & !(3 << 62) | 2 << 62);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sbom() -> Value {
        let id = |name: &str| (name.to_owned(), "1.0.0".to_owned());
        let own = Component { own: true, needs: [id("serde")].into(), ..Component::default() };
        let other = Component {
            licence: Some("MIT OR Apache-2.0".into()),
            checksum: Some("ab".repeat(32)),
            ..Component::default()
        };
        let components = [(id("confins"), own.clone()), (id("basemap"), own), (id("serde"), other)].into();
        serde_json::from_str(&text(&components, "rustc 1.95.0").unwrap()).unwrap()
    }

    #[test]
    fn a_crate_of_the_registry_can_be_looked_up_and_our_own_is_not_mistaken_for_one() {
        let sbom = sbom();
        let purl = |index: usize| sbom["components"][index]["purl"].as_str();
        assert_eq!((purl(0), purl(1), purl(2)), (None, None, Some("pkg:cargo/serde@1.0.0")));
        assert_eq!(sbom["components"][2]["licenses"][0]["expression"], "MIT OR Apache-2.0");
    }

    #[test]
    fn every_reference_leads_to_a_component() {
        let sbom = sbom();
        let all = |list: &Value, name: &str| -> Vec<String> {
            let items = list.as_array().unwrap().iter();
            items.map(|item| item[name].as_str().unwrap().to_owned()).collect()
        };
        let mut known = all(&sbom["components"], "bom-ref");
        known.push(BUNDLE.to_owned());
        for dependency in sbom["dependencies"].as_array().unwrap() {
            assert!(known.contains(&dependency["ref"].as_str().unwrap().to_owned()), "{dependency}");
            for needed in dependency["dependsOn"].as_array().unwrap() {
                assert!(known.contains(&needed.as_str().unwrap().to_owned()), "{needed}");
            }
        }
        let roots = &sbom["dependencies"][0]["dependsOn"];
        assert_eq!(*roots, json!(["confins:basemap@1.0.0", "confins:confins@1.0.0"]));
    }

    #[test]
    fn the_serial_number_follows_from_the_content() {
        let serial = sbom()["serialNumber"].as_str().unwrap().to_owned();
        assert_eq!(serial, sbom()["serialNumber"]);
        let uuid = serial.strip_prefix("urn:uuid:").unwrap();
        assert_eq!((uuid.len(), &uuid[14..15]), (36, "8"));
        assert!("89ab".contains(&uuid[19..20]), "{uuid}");
    }
}
