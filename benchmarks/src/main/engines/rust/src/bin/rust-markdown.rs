//! Markdown to HTML by pulldown-cmark.

use bench::{command, mix};
use pulldown_cmark::{html, Options, Parser};

fn main() {
    command(|input| {
        let mut page = String::new();
        html::push_html(&mut page, Parser::new_ext(input, Options::all()));
        mix(2166136261, page.as_bytes())
    });
}
