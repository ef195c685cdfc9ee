//! `yuantou pack serve`: a pack over HTTP, as an object store would give it, for trying out.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Component, Path, PathBuf},
    process::ExitCode,
    thread,
    time::UNIX_EPOCH,
};

use clap::Args;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::{
    catalogue::MANIFEST,
    cli::input::named,
    page::address::{Address, decode},
};

/// Requests answered at once.
const THREADS: usize = 8;

#[derive(Args)]
pub(in crate::cli) struct ServeArgs {
    /// The pack's folder, or a folder of packs.
    folder: PathBuf,
    /// The port; 0 takes any that is free.
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// The address to listen at; only this machine can reach the usual one.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
}

impl ServeArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let folder = self.folder.canonicalize().map_err(|error| named(&self.folder, error))?;
        let server = Server::http(SocketAddr::new(self.address, self.port)).map_err(io::Error::other)?;
        if !folder.join(MANIFEST).is_file() {
            eprintln!("{}: holds no {MANIFEST}; packs in folders below it are served", self.folder.display());
        }
        println!("{} at http://{}/", self.folder.display(), server.server_addr());
        serve(&server, &folder);
        Ok(ExitCode::SUCCESS)
    }
}

/// Answers until the server is unblocked.
fn serve(server: &Server, folder: &Path) {
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    let answer = answer(&request, folder);
                    // A client that has gone has no use for an error.
                    request.respond(answer).ok();
                }
            });
        }
    });
}

type Answer = Response<Box<dyn Read + Send>>;

fn answer(request: &Request, folder: &Path) -> Answer {
    match request.method() {
        Method::Get | Method::Head => file(request, folder).unwrap_or_else(plain),
        Method::Options => with(
            plain(204),
            [
                ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
                ("Access-Control-Allow-Headers", "Range, If-Range, If-None-Match"),
                ("Access-Control-Allow-Private-Network", "true"),
                ("Access-Control-Max-Age", "86400"),
            ],
        ),
        _ => with(plain(405), [("Allow", "GET, HEAD, OPTIONS")]),
    }
}

/// The file that is asked for, or the part of it; or the status that says why not.
fn file(request: &Request, folder: &Path) -> Result<Answer, u16> {
    let path = locate(request.url(), folder).ok_or(404_u16)?;
    let mut file = File::open(&path).map_err(|_| 404_u16)?;
    let metadata = file.metadata().map_err(|_| 404_u16)?;
    let length = metadata.len();
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let tag = format!("\"{length:x}-{:x}\"", modified.as_nanos());
    let is_manifest = path.file_name().is_some_and(|name| name == MANIFEST);
    let kind = if path.extension().is_some_and(|kind| kind == "json") {
        "application/json"
    } else {
        "application/octet-stream"
    };
    // All but the manifest is named by its generation or content, and never changes.
    let cache = if is_manifest { "no-cache" } else { "public, max-age=31536000, immutable" };
    let dress = |answer: Answer| {
        with(answer, [("Content-Type", kind), ("Accept-Ranges", "bytes"), ("ETag", &tag), ("Cache-Control", cache)])
    };
    let asked = |name: &'static str| {
        request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
    };
    if asked("If-None-Match").is_some_and(|tags| tags == "*" || tags.split(',').any(|known| known.trim() == tag)) {
        return Ok(dress(plain(304)));
    }
    // A part of another version of the file is of no use: then all of it is sent.
    let range = asked("Range").filter(|_| asked("If-Range").is_none_or(|known| known == tag));
    let (start, end, is_part) = match range.map_or(Part::Whole, |range| part(range, length)) {
        Part::Whole => (0, length, false),
        Part::Bytes(start, end) => (start, end, true),
        Part::Outside => {
            return Ok(with(dress(plain(416)), [("Content-Range", &format!("bytes */{length}"))]));
        }
    };
    file.seek(SeekFrom::Start(start)).map_err(|_| 500_u16)?;
    let sent = usize::try_from(end - start).map_err(|_| 500_u16)?;
    let body: Box<dyn Read + Send> = Box::new(file.take(end - start));
    let answer = Response::new(StatusCode(if is_part { 206 } else { 200 }), Vec::new(), body, Some(sent), None)
        // Lengths are told, as object stores do, however long the file.
        .with_chunked_threshold(usize::MAX);
    let answer = dress(any_origin(answer));
    Ok(if is_part { with(answer, [("Content-Range", &format!("bytes {start}-{}/{length}", end - 1))]) } else { answer })
}

/// What a `Range` asks for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// Everything: what is no range of bytes is passed over.
    Whole,
    /// From the first number up to, and without, the second.
    Bytes(u64, u64),
    /// Nothing that the file has; or several parts, which are refused.
    Outside,
}

fn part(range: &str, length: u64) -> Part {
    let Some(range) = range.trim().strip_prefix("bytes=") else {
        return Part::Whole;
    };
    if range.contains(',') {
        return Part::Outside;
    }
    let Some((first, last)) = range.split_once('-') else {
        return Part::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (start, end) = match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            Some(count) => (length.saturating_sub(count), length),
            None => return Part::Whole,
        },
        (first, "") => match number(first) {
            Some(start) => (start, length),
            None => return Part::Whole,
        },
        (first, last) => match (number(first), number(last)) {
            (Some(start), Some(last)) if start <= last => (start, last.saturating_add(1).min(length)),
            _ => return Part::Whole,
        },
    };
    if start < end { Part::Bytes(start, end) } else { Part::Outside }
}

/// The file at a path of the address, if it lies in the folder.
fn locate(url: &str, folder: &Path) -> Option<PathBuf> {
    // A request names the path alone.
    let address = format!("http://localhost{url}");
    let path = decode(&Address::parse(&address)?.path.replace('+', "%2B"));
    let relative = Path::new(path.trim_start_matches('/'));
    let is_plain =
        |part: Component| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.'));
    if path.contains(['\0', '\\']) || !relative.components().all(is_plain) {
        return None;
    }
    // A link that leads out of the folder leads nowhere.
    let found = folder.join(relative).canonicalize().ok()?;
    (found.starts_with(folder) && found.is_file()).then_some(found)
}

fn plain(status: u16) -> Answer {
    let text = if matches!(status, 204 | 304) {
        String::new()
    } else {
        format!("{status} {}\n", StatusCode(status).default_reason_phrase())
    };
    let length = text.len();
    any_origin(Response::new(StatusCode(status), Vec::new(), Box::new(io::Cursor::new(text)), Some(length), None))
}

/// Any page may read a pack.
fn any_origin(answer: Answer) -> Answer {
    let exposed = "Content-Range, Content-Length, Accept-Ranges, ETag";
    with(answer, [("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", exposed)])
}

/// Sets headers; names and values here are ASCII, which a header always takes.
fn with<const N: usize>(mut answer: Answer, headers: [(&str, &str); N]) -> Answer {
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            answer.add_header(header);
        }
    }
    answer
}

#[cfg(test)]
#[path = "../../../tests/unit/cli/serve.rs"]
mod tests;
