//! Signed packs: who holds the key vouches for the manifest, and nobody else does.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod common;

use std::{fs, path::Path, process::Output};

use common::{folder, yuantou};

fn pack(folder: &Path, words: &[&str], input: &str) -> Output {
    yuantou(folder, &[&["pack"], words].concat(), input)
}

fn good(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(output: Output, reason: &str) {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && told.contains(reason), "{reason} is missing from: {told}");
}

const LISTING: &str = r#"{"platform":"test","id":"1","title":"骨瓷勺子","tiers":[{"from":1,"price":"2"}]}"#;
const OTHER: &str = r#"{"platform":"test","id":"2","title":"马丁靴","tiers":[{"from":1,"price":"80"}]}"#;

#[test]
fn a_signed_pack_stays_signed_through_its_changes_and_a_tampered_one_is_refused() {
    let folder = folder("signed");
    let key = good(pack(&folder, &["keygen", "--out", "secret"], "")).trim().to_owned();
    let other = good(pack(&folder, &["keygen", "--out", "other"], "")).trim().to_owned();
    let verify = |key: &str| pack(&folder, &["verify", "p", "--key", key], "");

    good(pack(&folder, &["build", "-", "--out", "p", "--key", "secret"], LISTING));
    good(verify(&key));
    refused(verify(&other), "signed with another key");
    refused(verify("12"), "not 64 hexadecimal digits");
    good(pack(&folder, &["update", "p", "-", "--key", "secret"], OTHER));
    good(verify(&key));
    good(pack(&folder, &["merge", "p", "--out", "p", "--key", "secret"], ""));
    good(verify(&key));

    // A manifest that reads well, and is not the one that was signed.
    let manifest = folder.join("p/manifest.json");
    let honest = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, honest.replace("\"generation\": 3", "\"generation\": 4")).unwrap();
    good(pack(&folder, &["verify", "p"], ""));
    refused(verify(&key), "manifest.json is not what was signed");
    fs::write(&manifest, &honest).unwrap();
    good(verify(&key));
    let signature = folder.join("p/manifest.sig");
    let signed = fs::read_to_string(&signature).unwrap();
    fs::write(&signature, &signed[..signed.len() / 2]).unwrap();
    refused(verify(&key), "manifest.sig is broken");
    good(pack(&folder, &["sign", "p", "--key", "secret"], ""));
    assert_eq!(fs::read_to_string(&signature).unwrap(), signed, "the same key signs the same bytes alike");

    let update = pack(&folder, &["update", "p", "-"], LISTING);
    assert!(String::from_utf8_lossy(&update.stderr).contains("no --key was given"));
    refused(verify(&key), "the pack is not signed");
}

#[test]
fn a_secret_key_is_its_owners_alone_and_is_never_written_over() {
    let folder = folder("keys");
    good(pack(&folder, &["keygen", "--out", "secret"], ""));
    let secret = fs::read(folder.join("secret")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(folder.join("secret")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(pack(&folder, &["keygen", "--out", "secret"], "").status.code(), Some(1));
    assert_eq!(fs::read(folder.join("secret")).unwrap(), secret);
    fs::write(folder.join("torn"), "12ab").unwrap();
    refused(pack(&folder, &["build", "-", "--out", "p", "--key", "torn"], LISTING), "this is no secret key");
    assert!(!folder.join("p").exists(), "nothing is begun with a key that is none");
}
