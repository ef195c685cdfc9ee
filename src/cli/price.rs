//! `yuantou price`: what price texts say, as one JSON object a line.

use std::io::{BufRead, Write};

use crate::page::price_text::{self, Hints};

/// What a price text says.
#[derive(Debug, clap::Args)]
pub struct PriceArgs {
    /// Language of the page, such as `en-AU` or `zh-TW`: decides what a bare `$` is.
    #[arg(long, default_value = "")]
    pub locale: String,
    /// Host of the page, such as `www.example.co.jp`: decides before the language does.
    #[arg(long, default_value = "")]
    pub host: String,
    /// A text beside the price that may name the currency.
    #[arg(long, default_value = "")]
    pub currency: String,
    /// Price texts; `-` reads them from standard input, one a line. One that begins with a dash goes after `--`.
    #[arg(required = true, allow_negative_numbers = true)]
    pub texts: Vec<String>,
}

impl PriceArgs {
    /// Writes what each text says.
    ///
    /// # Errors
    /// When standard input cannot be read or `out` cannot be written.
    pub fn run(&self, out: &mut impl Write) -> std::io::Result<()> {
        for text in &self.texts {
            if text == "-" {
                // Texts come from anywhere: bytes that are no UTF-8 spoil one line, not the rest.
                for line in std::io::stdin().lock().split(b'\n') {
                    self.print(out, String::from_utf8_lossy(&line?).trim_end_matches('\r'))?;
                }
            } else {
                self.print(out, text)?;
            }
        }
        Ok(())
    }

    fn print(&self, out: &mut impl Write, text: &str) -> std::io::Result<()> {
        let hints = Hints { locale: &self.locale, host: &self.host, currency: &self.currency, decimal_separator: None };
        writeln!(out, "{}", serde_json::to_string(&price_text::read(text, hints))?)
    }
}
