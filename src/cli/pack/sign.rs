//! Signed manifests: `yuantou pack keygen` and `pack sign`, and what `--key` does elsewhere.
//!
//! `manifest.sig` stands beside `manifest.json`: JSON with an Ed25519 public key and its signature over the manifest's
//! exact bytes, both in hexadecimal. It vouches for the manifest alone: name, generation, counts and the segments' names.
//! The manifest binds the segments' content by XXH3, which finds accidents and stops no forger; and an older manifest of
//! the same key is as good as the latest.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use ed25519_dalek::{SECRET_KEY_LENGTH, Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{MANIFEST, Manifest},
    cli::input::named,
};

/// Name of the file.
pub(super) const SIGNATURE: &str = "manifest.sig";

#[derive(Serialize, Deserialize)]
struct Signed {
    key: String,
    signature: String,
}

#[derive(Args)]
pub(in crate::cli) struct KeygenArgs {
    /// File to write the secret key to, which only its owner may read; one that is there is never overwritten. The
    /// public key goes to standard output.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Args)]
pub(in crate::cli) struct SignArgs {
    /// The pack's folder.
    pack: PathBuf,
    #[command(flatten)]
    key: RequiredKey,
}

#[derive(Args)]
struct RequiredKey {
    /// File of the secret key: see `pack keygen`.
    #[arg(long)]
    key: PathBuf,
}

/// The option of commands that may sign what they write.
#[derive(Args)]
pub(super) struct KeyOption {
    /// Sign the manifest with the secret key of this file: see `pack keygen`.
    #[arg(long)]
    key: Option<PathBuf>,
}

impl KeyOption {
    /// The key, read before the work begins.
    pub(super) fn read(&self) -> io::Result<Option<Key>> {
        self.key.as_deref().map(Key::read).transpose()
    }
}

/// A secret key.
pub(in crate::cli) struct Key(SigningKey);

impl Key {
    fn read(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path).map_err(|error| named(path, error))?;
        let secret: [u8; SECRET_KEY_LENGTH] = from_hex(text.trim()).ok_or_else(|| {
            named(
                path,
                io::Error::other("this is no secret key; `yuantou pack keygen` writes one of 64 hexadecimal digits"),
            )
        })?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }

    /// The signature's file for these bytes of a manifest.
    pub(super) fn sign(&self, manifest: &[u8]) -> io::Result<Vec<u8>> {
        let signature = hex(&self.0.sign(manifest).to_bytes());
        let mut json = serde_json::to_vec_pretty(&Signed { key: hex(self.0.verifying_key().as_bytes()), signature })?;
        json.push(b'\n');
        Ok(json)
    }
}

impl KeygenArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let mut secret = [0; SECRET_KEY_LENGTH];
        getrandom::fill(&mut secret).map_err(|error| io::Error::other(error.to_string()))?;
        let key = SigningKey::from_bytes(&secret);
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.out).map_err(|error| named(&self.out, error))?;
        writeln!(file, "{}", hex(&secret))?;
        file.sync_all()?;
        println!("{}", hex(key.verifying_key().as_bytes()));
        Ok(ExitCode::SUCCESS)
    }
}

impl SignArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let key = Key::read(&self.key.key)?;
        let path = self.pack.join(MANIFEST);
        let manifest = fs::read(&path).map_err(|error| named(&path, error))?;
        Manifest::parse(&manifest).map_err(|error| named(&path, io::Error::other(error)))?;
        store(&self.pack, Some(&key), &manifest)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// What [`PackFolder::store`](crate::native::PackFolder::store) is to sign a pack with.
pub(super) fn signer<'a>(pack: &'a Path, key: Option<&'a Key>) -> impl FnOnce(&[u8]) -> io::Result<()> + 'a {
    move |manifest| store(pack, key, manifest)
}

/// Puts the signature of a manifest beside it, or, without a key, takes one away that no longer fits. To be called just
/// before the manifest takes its place.
pub(super) fn store(pack: &Path, key: Option<&Key>, manifest: &[u8]) -> io::Result<()> {
    let path = pack.join(SIGNATURE);
    let Some(key) = key else {
        return match fs::remove_file(&path) {
            Ok(()) => {
                eprintln!(
                    "{}: taken away, since no --key was given: those who pinned the pack's key will refuse it",
                    path.display()
                );
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(named(&path, error)),
        };
    };
    let partial = pack.join(format!("{SIGNATURE}.partial"));
    fs::write(&partial, key.sign(manifest)?).map_err(|error| named(&partial, error))?;
    fs::rename(&partial, &path).map_err(|error| named(&path, error))
}

/// Whether a pack's manifest is signed with this public key, as 64 hexadecimal digits; and why not.
pub(super) fn check(pack: &Path, key: &str) -> Result<(), String> {
    let wanted: [u8; 32] = from_hex(key).ok_or("the key to check with is not 64 hexadecimal digits")?;
    let verifying = VerifyingKey::from_bytes(&wanted).map_err(|_| "the key to check with is no Ed25519 public key")?;
    let manifest = fs::read(pack.join(MANIFEST)).map_err(|error| error.to_string())?;
    let signed = fs::read(pack.join(SIGNATURE)).map_err(|error| format!("the pack is not signed ({error})"))?;
    let signed: Signed = serde_json::from_slice(&signed).map_err(|error| format!("{SIGNATURE} is broken: {error}"))?;
    if from_hex(&signed.key) != Some(wanted) {
        return Err(format!("the pack is signed with another key: {}", signed.key));
    }
    let signature = from_hex(&signed.signature).map(|bytes| Signature::from_bytes(&bytes));
    let signature = signature.ok_or(format!("{SIGNATURE} is broken: its signature is not 128 hexadecimal digits"))?;
    verifying
        .verify_strict(&manifest, &signature)
        .map_err(|_| "manifest.json is not what was signed; fetch both files again".to_owned())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    if digits.len() != N * 2 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}
