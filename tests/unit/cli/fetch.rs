use std::{
    collections::HashMap,
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
};

use super::*;

/// A server that answers as its paths say, and counts.
struct Server {
    port: u16,
    asked: Arc<Mutex<HashMap<String, usize>>>,
    most: Arc<AtomicUsize>,
}

const PICTURE: &[u8] = include_bytes!("../../golden/margin.jpg");

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (asked, most, running) = (
            Arc::<Mutex<HashMap<String, usize>>>::default(),
            Arc::<AtomicUsize>::default(),
            Arc::<AtomicUsize>::default(),
        );
        let server = Self { port, asked: Arc::clone(&asked), most: Arc::clone(&most) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (asked, most, running) = (Arc::clone(&asked), Arc::clone(&most), Arc::clone(&running));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let path = path_of(&stream);
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let count = {
                        let mut asked = asked.lock().unwrap();
                        let count = asked.entry(path.clone()).or_default();
                        *count += 1;
                        *count
                    };
                    if path.starts_with("/many") {
                        thread::sleep(Duration::from_millis(20));
                    }
                    // Before the answer, so that the next request cannot be counted beside this one.
                    running.fetch_sub(1, Ordering::SeqCst);
                    answer(&mut stream, &path, count);
                });
            }
        });
        server
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().get(path).copied().unwrap_or(0)
    }
}

fn path_of(stream: &TcpStream) -> String {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().unwrap().unwrap();
    lines.map_while(Result::ok).find(String::is_empty);
    first.split(' ').nth(1).unwrap().to_owned()
}

fn answer(stream: &mut TcpStream, path: &str, count: usize) {
    let mut send = |status: &str, headers: &str, body: &[u8]| {
        // A client that has had enough may be gone.
        write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len())
            .ok();
        stream.write_all(body).ok();
    };
    match path {
        "/busy" if count < 3 => send("429 Too Many Requests", "Retry-After: 0\r\n", b""),
        "/shaky" if count < 2 => send("503 Service Unavailable", "", b""),
        "/down" => send("503 Service Unavailable", "", b""),
        "/later" => send("429 Too Many Requests", "Retry-After: 3600\r\n", b""),
        "/gone" => send("404 Not Found", "", b""),
        "/page" => send("200 OK", "Content-Type: text/html; charset=utf-8\r\n", b"<html>please log in</html>"),
        "/large" => send("200 OK", "", &vec![0xff; 300_000]),
        "/moved" => send("302 Found", "Location: /picture\r\n", b""),
        "/cut" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n").ok();
            stream.write_all(PICTURE.get(..100).unwrap()).ok();
        }
        "/endless" => {
            write!(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").ok();
            while stream
                .write_all(b"400\r\n")
                .and_then(|()| stream.write_all(&[7; 1024]))
                .and_then(|()| stream.write_all(b"\r\n"))
                .is_ok()
            {}
        }
        "/silent" => thread::sleep(Duration::from_secs(60)),
        _ => send("200 OK", "Content-Type: image/jpeg\r\n", PICTURE),
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("yuantou-fetch-{}-{name}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    folder
}

fn options(cache: &Path) -> FetchOptions {
    FetchOptions {
        delay: Duration::ZERO,
        attempts: 3,
        pause: Duration::from_millis(5),
        largest: 200_000,
        allow_local: true,
        ..FetchOptions::new(cache.to_owned())
    }
}

fn reason(fetcher: &Fetcher, address: &str) -> String {
    fetcher.get(address).unwrap_err().to_string()
}

#[test]
fn a_picture_is_asked_for_once_and_what_failed_is_left_for_a_day() {
    let (server, cache) = (Server::start(), folder("once"));
    let fetcher = Fetcher::new(options(&cache)).unwrap();
    let path = fetcher.get(&server.address("/picture")).unwrap();
    assert_eq!(fs::read(&path).unwrap(), PICTURE);
    assert_eq!(reason(&fetcher, &server.address("/gone")), "the server answers 404");
    // Another run, with the same folder.
    let fetcher = Fetcher::new(options(&cache)).unwrap();
    assert_eq!(fetcher.get(&server.address("/picture")).unwrap(), path);
    assert!(reason(&fetcher, &server.address("/gone")).starts_with("the server answers 404 (remembered"));
    assert_eq!((server.asked("/picture"), server.asked("/gone")), (1, 1));
    // A day later.
    let later = SystemTime::now() + Duration::from_secs(25 * 60 * 60);
    assert!(fetcher.cache.find(&server.address("/gone"), later).unwrap().is_none());
    assert!(fetcher.cache.find(&server.address("/picture"), later).unwrap().is_some());
    let leftovers = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().to_string_lossy().contains("partial"));
    assert_eq!(leftovers.count(), 0);
}

#[test]
fn trouble_that_may_pass_is_tried_again_and_other_trouble_is_not() {
    let server = Server::start();
    let fetcher = Fetcher::new(options(&folder("trouble"))).unwrap();
    for (path, requests) in [("/busy", 3), ("/shaky", 2), ("/moved", 1)] {
        assert!(fetcher.get(&server.address(path)).is_ok(), "{path}");
        assert_eq!(server.asked(path), requests, "{path}");
    }
    for (path, requests, why) in [
        ("/down", 3, "the server answers 503"),
        ("/later", 1, "the server answers 429"),
        ("/gone", 1, "the server answers 404"),
        ("/page", 1, "the server sends text/html instead of a picture"),
        ("/large", 1, "the picture is larger than 200000 bytes"),
        ("/endless", 1, "the picture is larger than 200000 bytes"),
    ] {
        assert_eq!(reason(&fetcher, &server.address(path)), why, "{path}");
        assert_eq!(server.asked(path), requests, "{path}");
    }
    assert!(fetcher.get(&server.address("/cut")).is_err());
    assert_eq!(server.asked("/cut"), 3);
}

#[test]
fn a_silent_server_is_given_up() {
    let server = Server::start();
    // Time enough for a busy machine to bring the request to the server.
    let options = FetchOptions { timeout: Duration::from_secs(2), attempts: 2, ..options(&folder("silent")) };
    let fetcher = Fetcher::new(options).unwrap();
    assert!(reason(&fetcher, &server.address("/silent")).contains("timeout"));
    assert_eq!(server.asked("/silent"), 2);
}

#[test]
fn many_at_once_but_not_too_many() {
    let server = Server::start();
    let fetcher = Fetcher::new(FetchOptions { per_host: 3, ..options(&folder("many")) }).unwrap();
    let addresses: Vec<String> = (0..30).map(|number| server.address(&format!("/many/{number}"))).collect();
    let good = AtomicUsize::new(0);
    fetcher.get_all(&addresses, |_, got| {
        good.fetch_add(usize::from(got.is_ok()), Ordering::Relaxed);
    });
    assert_eq!(good.into_inner(), 30);
    let most = server.most.load(Ordering::SeqCst);
    assert!((2..=3).contains(&most), "{most} at once");
}

#[test]
fn only_the_public_web() {
    let server = Server::start();
    let fetcher = Fetcher::new(FetchOptions { allow_local: false, ..options(&folder("guard")) }).unwrap();
    for address in [
        server.address("/picture"),
        "http://localhost/".into(),
        "http://[::1]/".into(),
        "http://10.0.0.1/".into(),
        "http://[::ffff:127.0.0.1]/x".into(),
    ] {
        assert!(reason(&fetcher, &address).contains("private network"), "{address}");
    }
    for address in ["file:///etc/passwd", "ftp://a.example/x", "data:image/png;base64,AA", "picture.jpg", "https://"] {
        assert_eq!(reason(&fetcher, address), "only http:// and https:// addresses are fetched", "{address}");
    }
    assert_eq!(server.asked("/picture"), 0);
    for (address, local) in [
        ("93.184.216.34", false),
        ("2606:2800:220:1::1", false),
        ("100.64.0.1", true),
        ("169.254.169.254", true),
        ("0.0.0.0", true),
        ("fe80::1", true),
        ("fd00::1", true),
        ("64:ff9b::7f00:1", true),
        ("2002:7f00:1::", true),
        ("172.32.0.1", false),
        ("172.31.0.1", true),
    ] {
        assert_eq!(guard::is_local(address.parse().unwrap()), local, "{address}");
    }
}
