//! Pictures fetched by address: politely, within bounds, and once.
//!
//! What was fetched stays in a folder, named by a hash of its address, and what failed is remembered there for a day; so
//! a run that was killed goes on where it was, and a second run asks nobody. Addresses of this machine and of private
//! networks are refused unless they are allowed: a file of listings comes from somebody else.

mod cache;
mod guard;
mod polite;

use std::{
    io::{self, Read},
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, SystemTime},
};

use clap::Args;
use thiserror::Error;
use ureq::{
    Agent, Body,
    http::{Response, header},
    unversioned::transport::DefaultConnector,
};

use self::{cache::Cache, guard::Guard, polite::Turns};
use crate::page::{
    address::Address,
    picture_address::{THUMBNAIL, thumbnail},
};

/// The choices that a command gives.
#[derive(Debug, Clone, Args)]
pub(super) struct FetchArgs {
    /// Folder where fetched pictures are kept; a run that was stopped goes on from it.
    #[arg(long, value_name = "FOLDER")]
    pub(super) cache: Option<PathBuf>,
    /// Requests at once, at all hosts.
    #[arg(long, default_value_t = 32)]
    at_once: usize,
    /// Requests at once at one host.
    #[arg(long, default_value_t = 4)]
    per_host: usize,
    /// Milliseconds between two requests to one host.
    #[arg(long, default_value_t = 50)]
    delay: u64,
    /// Fetches from this machine and private networks too.
    #[arg(long)]
    allow_local: bool,
}

impl FetchArgs {
    /// How to fetch; `None` without a folder to keep pictures in: then nothing is fetched.
    pub(super) fn options(&self) -> Option<FetchOptions> {
        Some(FetchOptions {
            at_once: self.at_once,
            per_host: self.per_host,
            delay: Duration::from_millis(self.delay),
            allow_local: self.allow_local,
            ..FetchOptions::new(self.cache.clone()?)
        })
    }
}

/// How to fetch.
#[derive(Debug, Clone)]
pub(super) struct FetchOptions {
    /// Where pictures and failures are kept.
    pub(super) cache: PathBuf,
    /// Width to ask for, in pixels, of hosts that are known to scale; the address as it stands otherwise.
    pub(super) width: Option<u32>,
    /// Requests under way at once.
    pub(super) at_once: usize,
    /// Requests under way at once at one host.
    pub(super) per_host: usize,
    /// Time between the starts of two requests at one host.
    pub(super) delay: Duration,
    /// Time that one request may take in all.
    pub(super) timeout: Duration,
    /// Attempts at one address.
    pub(super) attempts: u32,
    /// The pause before the second attempt; each further one is twice as long, unless the server names its own.
    pub(super) pause: Duration,
    /// Longest pause; a server that asks for more is left alone.
    pub(super) longest_pause: Duration,
    /// Bytes that a picture may have.
    pub(super) largest: u64,
    /// Whether addresses of this machine and of private networks are fetched.
    pub(super) allow_local: bool,
}

impl FetchOptions {
    /// Kind to the hosts of pictures, which are large: a handful of requests at once at each.
    pub(super) fn new(cache: PathBuf) -> Self {
        Self {
            cache,
            width: Some(THUMBNAIL),
            at_once: 32,
            per_host: 4,
            delay: Duration::from_millis(50),
            timeout: Duration::from_secs(30),
            attempts: 4,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            largest: 20 << 20,
            allow_local: false,
        }
    }
}

/// Why there is no picture.
#[derive(Debug, Error)]
pub(super) enum FetchError {
    /// Not an address to fetch.
    #[error("only http:// and https:// addresses are fetched")]
    NotWeb,
    /// This machine, or a private network.
    #[error("the host is of a private network; allow it with --allow-local if the listings are your own")]
    Private,
    /// The server's answer.
    #[error("the server answers {0}")]
    Status(u16),
    /// A page instead of a picture.
    #[error("the server sends {0} instead of a picture")]
    NotAPicture(String),
    /// Too many bytes.
    #[error("the picture is larger than {0} bytes")]
    TooLarge(u64),
    /// The network.
    #[error("{0}")]
    Network(String),
    /// It failed before.
    #[error("{0} (remembered from an earlier run; it is tried again after a day)")]
    Remembered(String),
    /// The cache.
    #[error("the cache of pictures: {0}")]
    Cache(#[from] io::Error),
}

/// Whether another attempt may help, and after what pause.
enum Failed {
    ForGood(FetchError),
    ForNow(FetchError, Option<Duration>),
}

/// Fetches pictures. Every method may be called from many threads.
pub(super) struct Fetcher {
    options: FetchOptions,
    agent: Agent,
    cache: Cache,
    turns: Turns,
}

impl Fetcher {
    /// # Errors
    /// When the cache's folder cannot be made.
    pub(super) fn new(options: FetchOptions) -> io::Result<Self> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(options.timeout))
            .timeout_connect(Some(options.timeout.min(Duration::from_secs(10))))
            .max_redirects(5)
            // The guard looks at the addresses that are connected to; behind a proxy it would see only the proxy's.
            .proxy(None)
            .user_agent(concat!("yuantou/", env!("CARGO_PKG_VERSION")))
            .accept("image/jpeg,image/png,image/webp,image/*;q=0.8")
            .build();
        let guard = Guard::new(options.allow_local);
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        let cache = Cache::open(&options.cache)?;
        let turns = Turns::new(options.at_once, options.per_host, options.delay);
        Ok(Self { options, agent, cache, turns })
    }

    /// The file of a picture: from the cache, or fetched now.
    ///
    /// # Errors
    /// Why there is none. What will not change by itself soon is remembered.
    pub(super) fn get(&self, address: &str) -> Result<PathBuf, FetchError> {
        let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        let address = self.options.width.map_or_else(|| address.clone(), |width| thumbnail(&address, width));
        let now = SystemTime::now();
        if let Some(known) = self.cache.find(&address, now)? {
            return known.map_err(FetchError::Remembered);
        }
        let host = match Address::parse(&address) {
            Some(parts) if matches!(parts.scheme, "http" | "https") && !parts.host.is_empty() => {
                parts.host.to_ascii_lowercase()
            }
            _ => return Err(FetchError::NotWeb),
        };
        match self.fetch(&address, &host) {
            Ok(bytes) => Ok(self.cache.keep(&address, &bytes)?),
            Err(error) => {
                // A refusal by our own rules changes with the options, so it is not the address's.
                if !matches!(error, FetchError::Private | FetchError::NotWeb) {
                    self.cache.keep_failure(&address, &error.to_string())?;
                }
                Err(error)
            }
        }
    }

    /// Fetches many at once into the cache, for [`Self::get`] to find: more than there are cores, because fetching is
    /// waiting. `done` is told of each, in no order.
    pub(super) fn get_all(&self, addresses: &[String], done: impl Fn(&str, &Result<PathBuf, FetchError>) + Sync) {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(address) = addresses.get(next.fetch_add(1, Ordering::Relaxed)) {
                done(address, &self.get(address));
            }
        };
        thread::scope(|scope| {
            for _ in 0..self.options.at_once.min(addresses.len()) {
                scope.spawn(work);
            }
        });
    }

    fn fetch(&self, address: &str, host: &str) -> Result<Vec<u8>, FetchError> {
        let mut pause = self.options.pause;
        let mut attempt = 1;
        loop {
            let turn = self.turns.wait(host);
            let answer = self.attempt(address);
            drop(turn);
            let (error, asked) = match answer {
                Ok(bytes) => return Ok(bytes),
                Err(Failed::ForGood(error)) => return Err(error),
                Err(Failed::ForNow(error, asked)) => (error, asked),
            };
            let wait = asked.unwrap_or(pause);
            if attempt >= self.options.attempts || wait > self.options.longest_pause {
                return Err(error);
            }
            if asked.is_some() {
                // The server speaks for all requests to it.
                self.turns.hold(host, wait);
            } else {
                thread::sleep(wait);
            }
            pause = (pause * 2).min(self.options.longest_pause);
            attempt += 1;
        }
    }

    fn attempt(&self, address: &str) -> Result<Vec<u8>, Failed> {
        let answer = self.agent.get(address).call();
        let mut answer = answer.map_err(|error| failed(&error))?;
        let status = answer.status().as_u16();
        match status {
            200 => {}
            408 | 425 | 429 | 500 | 502..=504 => {
                return Err(Failed::ForNow(FetchError::Status(status), retry_after(&answer)));
            }
            _ => return Err(Failed::ForGood(FetchError::Status(status))),
        }
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim().to_owned();
        let limit = self.options.largest;
        let mut bytes = Vec::new();
        let read = answer.body_mut().as_reader().take(limit + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > limit {
            return Err(Failed::ForGood(FetchError::TooLarge(limit)));
        }
        read.map_err(|error| Failed::ForNow(FetchError::Network(error.to_string()), None))?;
        if image::guess_format(&bytes).is_err() {
            let kind = if kind.is_empty() { "something else".to_owned() } else { kind };
            return Err(Failed::ForGood(FetchError::NotAPicture(kind)));
        }
        Ok(bytes)
    }
}

fn failed(error: &ureq::Error) -> Failed {
    match error {
        ureq::Error::Io(inner) if inner.kind() == io::ErrorKind::PermissionDenied => {
            Failed::ForGood(FetchError::Private)
        }
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => Failed::ForGood(FetchError::NotWeb),
        ureq::Error::TooManyRedirects | ureq::Error::HostNotFound => {
            Failed::ForGood(FetchError::Network(error.to_string()))
        }
        _ => Failed::ForNow(FetchError::Network(error.to_string()), None),
    }
}

/// `Retry-After` in seconds; servers of pictures send no dates there.
fn retry_after(answer: &Response<Body>) -> Option<Duration> {
    let seconds = answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

#[cfg(test)]
#[path = "../../../tests/unit/cli/fetch.rs"]
mod tests;
