//! A tolerant reader of the data that shops leave in their inline scripts.
//!
//! Such data is JavaScript rather than JSON: keys without quotes or with single ones, numbers as keys, trailing commas,
//! comments, `\x` escapes, `undefined`, calls and functions among the values. This reader takes the literals and passes
//! over the rest (an expression it cannot value is `null`), in time linear in the text. Data that says
//! `{"$ref": "$.a.b[0]"}` (fastjson's way of writing a thing once) is followed by [`follow`].
//!
//! It evaluates nothing.

use serde_json::{Map, Number, Value};

/// Deeper data than this is cut off: what lies below becomes `null`.
const MAX_DEPTH: usize = 128;

/// Reads the first object or array after `marker`, wherever in the text that stands.
///
/// Nothing is returned where the marker, or an opening bracket after it, is missing. Text that ends too early gives what
/// was read up to there, so a page cut short still says what it can.
pub fn after(text: &str, marker: &str) -> Option<Value> {
    let start = text.find(marker)? + marker.len();
    let rest = text.get(start..)?;
    let open = rest.find(['{', '['])?;
    Some(parse(rest.get(open..)?))
}

/// Reads the value at the start of the text.
pub fn parse(text: &str) -> Value {
    // Most of it is JSON after all, and serde's reader is the faster one.
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    if let Some(Ok(value)) = stream.next() {
        return value;
    }
    Reader { text, bytes: text.as_bytes(), position: 0, mends_quotes: false, is_folded: false }.value(0)
}

/// Reads all objects and arrays of a text that was meant to be JSON: several in a row, comments before and between them,
/// quotation marks within strings that no backslash stands before. At most 50.
pub fn parse_all(text: &str) -> Vec<Value> {
    let mut values = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let mut read = 0;
    while let Some(Ok(value)) = stream.next() {
        read = stream.byte_offset();
        values.push(value);
        if values.len() >= MAX_VALUES {
            return values;
        }
    }
    let mut reader =
        Reader { text, bytes: text.as_bytes(), position: read, mends_quotes: true, is_folded: !text.contains('\n') };
    while values.len() < MAX_VALUES {
        reader.space();
        match reader.peek() {
            None => break,
            Some(b'{' | b'[') => {
                let value = reader.value(0);
                // `[CDATA[` opens like an array, and holds nothing.
                if value.as_array().is_some_and(|array| array.iter().all(Value::is_null)) {
                    continue;
                }
                values.push(value);
            }
            Some(_) => reader.position += 1,
        }
    }
    values
}

/// More values than any script holds.
const MAX_VALUES: usize = 50;

/// What the path leads to: keys and array indices, joined by dots (`data.items.0.title`). A key that itself has dots
/// cannot be named.
pub fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| match value {
        Value::Object(object) => object.get(key),
        Value::Array(array) => array.get(key.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The value itself or, where it is a `$ref` into `root`, what that stands for. Chains end after eight steps.
pub fn follow<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    for _ in 0..8 {
        let Some(path) = value.get("$ref").and_then(Value::as_str) else {
            return value;
        };
        match refer(root, path) {
            Some(target) => value = target,
            None => return value,
        }
    }
    value
}

/// The target of a path such as `$.result.data[3].name`.
fn refer<'a>(root: &'a Value, path: &str) -> Option<&'a Value> {
    let path = path.strip_prefix('$')?;
    path.split(['.', '[']).filter(|key| !key.is_empty()).try_fold(root, |value, key| {
        let key = key.trim_end_matches(']').trim_matches(['"', '\'']);
        match value {
            Value::Object(object) => object.get(key),
            Value::Array(array) => array.get(key.parse::<usize>().ok()?),
            _ => None,
        }
    })
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    position: usize,
    /// A quotation mark ends a string only where the structure goes on after it.
    mends_quotes: bool,
    /// The text has no line breaks, so a line comment has lost its end.
    is_folded: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.position += usize::from(there);
        there
    }

    /// Passes over white space and comments.
    fn space(&mut self) {
        loop {
            match (self.peek(), self.bytes.get(self.position + 1)) {
                (Some(byte), _) if byte.is_ascii_whitespace() => self.position += 1,
                (Some(b'/'), Some(b'/')) if self.is_folded => self.folded_comment(),
                (Some(b'/'), Some(b'/')) => {
                    while self.peek().is_some_and(|byte| byte != b'\n') {
                        self.position += 1;
                    }
                }
                (Some(b'/'), Some(b'*')) => {
                    let rest = self.text.get(self.position + 2..).and_then(|rest| rest.find("*/"));
                    self.position = rest.map_or(self.bytes.len(), |end| self.position + 2 + end + 2);
                }
                // No-break spaces and byte order marks.
                (Some(0xC2), Some(0xA0)) => self.position += 2,
                (Some(0xEF), Some(0xBB)) => self.position += 3,
                _ => return,
            }
        }
    }

    /// Passes over a line comment of a text whose lines were folded into one: it ends before the next key or bracket.
    fn folded_comment(&mut self) {
        while let Some(byte) = self.peek() {
            let is_key = || {
                let name = self.bytes.iter().skip(self.position + 1).take(40);
                let length = name.take_while(|byte| byte.is_ascii_alphanumeric() || b"@:_-".contains(byte)).count();
                let rest = self.text.get(self.position + 1 + length..).and_then(|rest| rest.strip_prefix('"'));
                length > 0 && rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
            };
            if matches!(byte, b'{' | b'}' | b'[' | b']') || byte == b'"' && is_key() {
                return;
            }
            self.position += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Value {
        self.space();
        let start = self.position;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                self.skip_expression();
                return Value::Null;
            }
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"' | b'\'' | b'`') => Value::String(self.string()),
            _ => self.scalar(),
        };
        self.space();
        // `"a" + b`, `{}.c`, `x || y`: not a literal after all.
        if !matches!(self.peek(), None | Some(b',' | b'}' | b']' | b')' | b';')) && depth > 0 {
            if self.peek() == Some(b':') && self.position > start {
                return value;
            }
            self.skip_expression();
            return if matches!(value, Value::Object(_) | Value::Array(_)) { value } else { Value::Null };
        }
        value
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut object = Map::new();
        self.position += 1;
        loop {
            self.space();
            match self.peek() {
                None => break,
                Some(b'}') => {
                    self.position += 1;
                    break;
                }
                Some(b',') => {
                    self.position += 1;
                    continue;
                }
                Some(b']' | b')') => break,
                _ => {}
            }
            let key = self.key();
            self.space();
            if self.eat(b':') {
                let value = self.value(depth + 1);
                object.insert(key, value);
            } else {
                // A method, a getter, a spread: no data.
                let before = self.position;
                self.skip_expression();
                if self.position == before {
                    self.position += 1;
                }
            }
        }
        Value::Object(object)
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut array = Vec::new();
        self.position += 1;
        loop {
            self.space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.position += 1;
                    break;
                }
                Some(b',') => {
                    self.position += 1;
                    continue;
                }
                Some(b'}' | b')') => break,
                _ => {}
            }
            let before = self.position;
            array.push(self.value(depth + 1));
            if self.position == before {
                self.position += 1;
            }
        }
        Value::Array(array)
    }

    fn key(&mut self) -> String {
        match self.peek() {
            Some(b'"' | b'\'' | b'`') => self.string(),
            _ => self.word().to_owned(),
        }
    }

    /// A run of letters, digits and what else a name or number may have.
    fn word(&mut self) -> &str {
        let start = self.position;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_$.+-".contains(&byte) || byte >= 0x80) {
            self.position += 1;
        }
        self.text.get(start..self.position).unwrap_or("")
    }

    fn scalar(&mut self) -> Value {
        if self.eat(b'!') {
            // Minified booleans.
            let value = match self.word() {
                "0" => Value::Bool(true),
                "1" => Value::Bool(false),
                _ => Value::Null,
            };
            return value;
        }
        let word = self.word();
        match word {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "" | "null" | "undefined" | "NaN" => Value::Null,
            _ => number(word),
        }
    }

    fn string(&mut self) -> String {
        let quote = self.peek().unwrap_or(b'"');
        self.position += 1;
        let mut value = String::new();
        let mut start = self.position;
        loop {
            match self.peek() {
                None => break,
                Some(byte) if byte == quote && (!self.mends_quotes || self.ends_string()) => break,
                Some(b'\\') => {
                    value.push_str(self.text.get(start..self.position).unwrap_or(""));
                    self.position += 1;
                    self.escape(&mut value);
                    start = self.position;
                }
                Some(_) => self.position += 1,
            }
        }
        value.push_str(self.text.get(start..self.position).unwrap_or(""));
        self.position += 1;
        value
    }

    /// Whether what follows the quotation mark here goes on with the structure: a colon, a bracket, the next string.
    fn ends_string(&self) -> bool {
        let next = |from: usize| {
            let blank = self.bytes.iter().skip(from).take_while(|byte| byte.is_ascii_whitespace()).count();
            (from + blank, self.bytes.get(from + blank).copied())
        };
        match next(self.position + 1) {
            (_, None | Some(b':' | b'}' | b']')) => true,
            (comma, Some(b',')) => matches!(next(comma + 1).1, None | Some(b'"' | b'{' | b'[' | b'}' | b']' | b'/')),
            // A comment may follow; a slash in a text may too.
            (slash, Some(b'/')) => matches!(self.bytes.get(slash + 1), Some(b'/' | b'*')),
            _ => false,
        }
    }

    /// What stands after a backslash.
    fn escape(&mut self, value: &mut String) {
        let Some(character) = self.text.get(self.position..).and_then(|rest| rest.chars().next()) else {
            return;
        };
        self.position += character.len_utf8();
        match character {
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'r' => value.push('\r'),
            'b' | 'f' | 'v' | '0' => value.push(' '),
            '\n' => {}
            'x' => value.push(self.hex(2).and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)),
            'u' => value.push(self.unicode()),
            other => value.push(other),
        }
    }

    fn unicode(&mut self) -> char {
        if self.eat(b'{') {
            let end = self.text.get(self.position..).and_then(|rest| rest.find('}')).filter(|&end| end <= 6);
            let code = end.and_then(|end| {
                let digits = self.text.get(self.position..self.position + end)?;
                self.position += end + 1;
                u32::from_str_radix(digits, 16).ok()
            });
            return code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        let Some(high) = self.hex(4) else {
            return char::REPLACEMENT_CHARACTER;
        };
        if (0xD800..0xDC00).contains(&high)
            && self.text.get(self.position..).is_some_and(|rest| rest.starts_with("\\u"))
        {
            let back = self.position;
            self.position += 2;
            if let Some(low) = self.hex(4).filter(|low| (0xDC00..0xE000).contains(low)) {
                let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
            self.position = back;
        }
        char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let code = self.text.get(self.position..self.position + digits)?;
        let code = u32::from_str_radix(code, 16).ok()?;
        self.position += digits;
        Some(code)
    }

    /// Passes over an expression, up to the comma or bracket that ends it.
    fn skip_expression(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' | b'\'' | b'`' => {
                    self.string();
                    continue;
                }
                b'{' | b'[' | b'(' => open += 1,
                b'}' | b']' | b')' if open == 0 => return,
                b'}' | b']' | b')' => open -= 1,
                b',' | b';' if open == 0 => return,
                b'/' if matches!(self.bytes.get(self.position + 1), Some(b'/' | b'*')) => {
                    self.space();
                    continue;
                }
                _ => {}
            }
            self.position += 1;
        }
    }
}

fn number(word: &str) -> Value {
    let plain = word.trim_start_matches('+');
    if let Ok(whole) = plain.parse::<i64>() {
        return Value::Number(whole.into());
    }
    let first = plain.trim_start_matches('-').bytes().next();
    if !first.is_some_and(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Value::Null;
    }
    if let Some(hex) = plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X")) {
        return i64::from_str_radix(hex, 16).map_or(Value::Null, Into::into);
    }
    plain.parse::<f64>().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
#[path = "../../tests/unit/page/js_object.rs"]
mod tests;
