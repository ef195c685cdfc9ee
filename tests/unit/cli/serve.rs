use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::Arc,
};

use super::*;

struct Served {
    server: Arc<Server>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        (0..THREADS).for_each(|_| self.server.unblock());
        self.thread.take().map(thread::JoinHandle::join);
    }
}

fn start(name: &str) -> Served {
    let root = std::env::temp_dir().join(format!("yuantou-serve-{}-{name}", std::process::id()));
    fs::create_dir_all(root.join("pack/sub")).unwrap();
    fs::write(root.join("secret"), "secret").unwrap();
    fs::write(root.join("pack/manifest.json"), "{}").unwrap();
    fs::write(root.join("pack/.hidden"), "hidden").unwrap();
    fs::write(root.join("pack/sub/0-a.bin"), (0..=255).cycle().take(100_000).collect::<Vec<u8>>()).unwrap();
    std::os::unix::fs::symlink(root.join("secret"), root.join("pack/link")).ok();
    let folder = root.join("pack").canonicalize().unwrap();
    let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
    let shared = Arc::clone(&server);
    Served { server, thread: Some(thread::spawn(move || serve(&shared, &folder))) }
}

impl Served {
    /// Status, headers in lower case, and body.
    fn ask(&self, method: &str, path: &str, headers: &str) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(self.server.server_addr().to_ip().unwrap()).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
        }
        let mut body = Vec::new();
        reader.read_to_end(&mut body).unwrap();
        (head[9..12].parse().unwrap(), head.to_lowercase(), body)
    }
}

#[test]
fn whole_files_with_what_caches_and_pages_need() {
    let served = start("whole");
    let (status, head, body) = served.ask("GET", "/manifest.json", "");
    assert_eq!((status, body.as_slice()), (200, b"{}".as_slice()));
    assert!(head.contains("cache-control: no-cache\r\n") && head.contains("content-type: application/json"), "{head}");
    assert!(
        head.contains("access-control-allow-origin: *")
            && head.contains("access-control-expose-headers: content-range")
    );
    let (status, head, body) = served.ask("GET", "/sub/0-a.bin?x=1", "");
    assert_eq!((status, body.len()), (200, 100_000));
    assert!(
        head.contains("content-length: 100000") && head.contains("immutable") && head.contains("accept-ranges: bytes"),
        "{head}"
    );
    let (status, head, body) = served.ask("HEAD", "/sub/0-a.bin", "");
    assert_eq!((status, body.len()), (200, 0));
    assert!(head.contains("content-length: 100000"), "{head}");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
    assert_eq!(served.ask("GET", "/sub/0-a.bin", &format!("If-None-Match: {tag}\r\n")).0, 304);
}

#[test]
fn parts() {
    let served = start("parts");
    let all: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    for (range, start, end) in [
        ("bytes=0-0", 0, 1),
        ("bytes=10-99", 10, 100),
        ("bytes=99990-", 99_990, 100_000),
        ("bytes=-5", 99_995, 100_000),
        ("bytes=90000-999999", 90_000, 100_000),
    ] {
        let (status, head, body) = served.ask("GET", "/sub/0-a.bin", &format!("Range: {range}\r\n"));
        assert_eq!((status, body.as_slice()), (206, &all[start..end]), "{range}");
        assert!(head.contains(&format!("content-range: bytes {start}-{}/100000", end - 1)), "{head}");
        assert!(head.contains(&format!("content-length: {}", end - start)), "{head}");
    }
    for range in ["bytes=100000-", "bytes=-0", "bytes=0-1,5-6"] {
        let (status, head, _) = served.ask("GET", "/sub/0-a.bin", &format!("Range: {range}\r\n"));
        assert_eq!(status, 416, "{range}");
        assert!(head.contains("content-range: bytes */100000"), "{head}");
    }
    for (range, more) in
        [("lines=1-2", ""), ("bytes=9-3", ""), ("bytes=x-", ""), ("bytes=0-1", "If-Range: \"old\"\r\n")]
    {
        let (status, _, body) = served.ask("GET", "/sub/0-a.bin", &format!("Range: {range}\r\n{more}"));
        assert_eq!((status, body.len()), (200, 100_000), "{range}");
    }
}

#[test]
fn nothing_outside_the_folder_and_no_other_methods() {
    let served = start("outside");
    for path in [
        "/",
        "/sub",
        "/nothing",
        "/../secret",
        "/%2e%2e/secret",
        "/sub/..%2f..%2fsecret",
        "/.hidden",
        "/link",
        "/%00",
        "//etc/passwd",
    ] {
        let (status, head, body) = served.ask("GET", path, "");
        assert_eq!(status, 404, "{path}: {}", String::from_utf8_lossy(&body));
        assert!(head.contains("access-control-allow-origin: *"));
    }
    assert_eq!(served.ask("POST", "/manifest.json", "Content-Length: 0\r\n").0, 405);
    let (status, head, _) = served.ask("OPTIONS", "/manifest.json", "Access-Control-Request-Headers: range\r\n");
    assert_eq!(status, 204);
    assert!(head.contains("access-control-allow-headers: range"), "{head}");
}
