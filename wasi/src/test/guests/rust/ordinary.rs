//! What ordinary Rust programs do, in subcommands; each prints the same on every correct host.
//!
//!   ordinary text        strings, formatting, sorting, hash maps (whose keys come from random_get)
//!   ordinary json        reads JSON from standard input and prints it indented, members in order of their names
//!   ordinary lines       numbers the lines of standard input
//!   ordinary files ROOT  files, directories and links below ROOT
//!   ordinary env         arguments and environment
//!   ordinary time        clocks and sleep
//!   ordinary exit N      process::exit, with text still in the buffer of standard output
//!   ordinary panic       a panic, which ends in a trap

use std::collections::{BTreeMap, HashMap, HashSet};
use std::env;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let argument = |index: usize| arguments.get(index).map(String::as_str).unwrap_or_default();
    let result = match argument(1) {
        "text" => text(),
        "json" => json(),
        "lines" => lines(),
        "files" => files(Path::new(argument(2))),
        "env" => environment(),
        "time" => time(),
        "exit" => exit(argument(2).parse().expect("a number")),
        "panic" => panic!("asked to panic"),
        other => {
            eprintln!("ordinary: no such command: {:?}", other);
            process::exit(2)
        }
    };
    if let Err(error) = result {
        eprintln!("ordinary: {}", error);
        process::exit(1);
    }
}

fn text() -> io::Result<()> {
    let poem = "the wind the reed the water and the wind again";
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in poem.split_whitespace() {
        *counts.entry(word).or_insert(0) += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    for (word, count) in &ranked {
        println!("{:>8} {:<5}|{:04}|{:#x}|{:+}", word, "*".repeat(*count), count, count, count);
    }
    println!("{:?} {:.3} {:e} {:?} {:?}", 0.1 + 0.2, 2.0f64.sqrt(), 1234.5, f64::NAN, f64::MAX);
    println!("{} {} {}", u64::MAX, i128::MIN, 'ß'.is_alphabetic());
    println!("{} {:?}", "Größe: naïve café, 水".to_uppercase(), "tab\t\"quote\" \u{7} é");
    println!("{:?}", "a=1;b=22;c".split(';').map(|pair| pair.split_once('=')).collect::<Vec<_>>());
    println!("{:?} {:?}", "12x".parse::<i32>().is_err(), "-2.5e3".parse::<f64>());

    let mut state = 20_240_229u32;
    let mut numbers: Vec<u32> = (0..10_000).map(|_| next(&mut state)).collect();
    numbers.sort_unstable();
    let distinct: HashSet<_> = numbers.iter().collect();
    println!("{} numbers, {} distinct, middle {}", numbers.len(), distinct.len(), numbers[5_000]);
    Ok(())
}

fn next(state: &mut u32) -> u32 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    *state >> 8
}

fn lines() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout());
    let mut count = 0;
    for line in io::stdin().lock().lines() {
        count += 1;
        writeln!(out, "{:>4}  {}", count, line?)?;
    }
    writeln!(out, "{} lines", count)?;
    out.flush()
}

fn environment() -> io::Result<()> {
    for (index, argument) in env::args().enumerate() {
        println!("argument {}: {}", index, argument);
    }
    for (name, value) in env::vars().collect::<BTreeMap<_, _>>() {
        println!("variable {}: {}", name, value);
    }
    println!("current directory: {}", env::current_dir()?.display());
    Ok(())
}

fn time() -> io::Result<()> {
    let start = Instant::now();
    thread::sleep(Duration::from_millis(20));
    println!("slept 20 ms or more: {}", start.elapsed() >= Duration::from_millis(20));
    println!("instants are in order: {}", Instant::now() >= start);
    let today = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|e| io::Error::new(io::ErrorKind::Other, e))?;
    println!("after 2020: {}", today > Duration::from_secs(1_577_836_800));
    println!("a thread: {:?}", thread::Builder::new().spawn(|| ()).map(|_| ()).map_err(|e| e.kind()));
    Ok(())
}

fn exit(status: i32) -> io::Result<()> {
    print!("exiting with {}", status);
    process::exit(status)
}

fn files(root: &Path) -> io::Result<()> {
    let deep = root.join("one/two/three");
    fs::create_dir_all(&deep)?;
    println!("created one/two/three: {}", deep.is_dir());
    println!("create_dir again: {:?}", kind(fs::create_dir(&deep)));

    let letters = deep.join("letters.txt");
    fs::write(&letters, "alpha\nbeta\ngamma\n")?;
    writeln!(OpenOptions::new().append(true).open(&letters)?, "delta")?;
    println!("read: {:?}", fs::read_to_string(&letters)?);
    for line in BufReader::new(File::open(&letters)?).lines().skip(2) {
        println!("line: {}", line?);
    }
    let mut file = OpenOptions::new().read(true).write(true).open(&letters)?;
    println!("position: {}", file.seek(SeekFrom::End(-6))?);
    file.write_all(b"DELTA")?;
    file.seek(SeekFrom::Start(6))?;
    let mut four = [0; 4];
    file.read_exact(&mut four)?;
    println!("four bytes: {:?}, position {}", String::from_utf8_lossy(&four), file.stream_position()?);
    file.set_len(10)?;
    file.sync_all()?;
    println!("length: {}, {}", file.metadata()?.len(), fs::metadata(&letters)?.len());
    drop(file);
    println!("new file that exists: {:?}", kind(OpenOptions::new().write(true).create_new(true).open(&letters)));

    println!("copied {} bytes", copy(&letters, &root.join("copy.txt"))?);
    fs::hard_link(&letters, root.join("hard.txt"))?;
    fs::write(root.join("hard.txt"), "through the link")?;
    println!("linked: {:?}", fs::read_to_string(&letters)?);
    fs::rename(root.join("copy.txt"), root.join("one/renamed.txt"))?;
    println!("old name: {:?}", kind(fs::metadata(root.join("copy.txt"))));
    links(root, &letters)?;
    println!("modified after 2020: {}", fs::metadata(&letters)?.modified()? > UNIX_EPOCH + Duration::from_secs(1_577_836_800));
    println!("outside: {}", File::open(root.join("../outside")).is_err());

    print_tree(root, 0)?;
    println!("remove a full directory: {}", fs::remove_dir(root.join("one")).is_err());
    fs::remove_file(root.join("hard.txt"))?;
    remove_tree(&root.join("one"))?;
    println!("left: {}", fs::read_dir(root)?.count());
    Ok(())
}

#[allow(deprecated)] // The stable way to make a link on this platform.
fn links(root: &Path, file: &Path) -> io::Result<()> {
    let link = root.join("one/link");
    println!("read_link of a file: {}", fs::read_link(file).is_err());
    fs::soft_link("two/three/letters.txt", &link)?;
    println!("link: {:?} {}", fs::read_link(&link)?, fs::symlink_metadata(&link)?.file_type().is_symlink());
    println!("behind it: {:?}", fs::read_to_string(&link)?);
    fs::remove_file(link)
}

fn kind<T>(result: io::Result<T>) -> Option<io::ErrorKind> {
    result.err().map(|error| error.kind())
}

fn copy(from: &Path, to: &Path) -> io::Result<u64> {
    io::copy(&mut File::open(from)?, &mut File::create(to)?)
}

fn sorted(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(directory)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn print_tree(directory: &Path, depth: usize) -> io::Result<()> {
    for path in sorted(directory)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            println!("{}{}/", "  ".repeat(depth), name);
            print_tree(&path, depth + 1)?;
        } else {
            println!("{}{} {}", "  ".repeat(depth), name, fs::metadata(&path)?.len());
        }
    }
    Ok(())
}

fn remove_tree(directory: &Path) -> io::Result<()> {
    for path in sorted(directory)? {
        if path.is_dir() {
            remove_tree(&path)?;
        } else {
            fs::remove_file(path)?;
        }
    }
    fs::remove_dir(directory)
}

fn json() -> io::Result<()> {
    let mut source = String::new();
    io::stdin().read_to_string(&mut source)?;
    let mut parser = Parser { rest: source.as_str() };
    let value = parser.document().map_err(|message| io::Error::new(io::ErrorKind::InvalidData, message))?;
    println!("{:#}", value);
    println!("{}", value);
    Ok(())
}

enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

impl Value {
    fn write(&self, f: &mut fmt::Formatter, depth: usize) -> fmt::Result {
        match self {
            Value::Null => write!(f, "null"),
            Value::Bool(value) => write!(f, "{}", value),
            Value::Number(value) => write!(f, "{}", value),
            Value::Text(value) => write!(f, "{:?}", value),
            Value::List(items) => {
                write!(f, "[")?;
                for (index, item) in items.iter().enumerate() {
                    separate(f, index, depth + 1)?;
                    item.write(f, depth + 1)?;
                }
                end(f, items.is_empty(), depth, ']')
            }
            Value::Object(members) => {
                write!(f, "{{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    separate(f, index, depth + 1)?;
                    write!(f, "{:?}: ", name)?;
                    value.write(f, depth + 1)?;
                }
                end(f, members.is_empty(), depth, '}')
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.write(f, 0)
    }
}

fn separate(f: &mut fmt::Formatter, index: usize, depth: usize) -> fmt::Result {
    match (f.alternate(), index) {
        (true, 0) => write!(f, "\n{}", "  ".repeat(depth)),
        (true, _) => write!(f, ",\n{}", "  ".repeat(depth)),
        (false, 0) => Ok(()),
        (false, _) => write!(f, ", "),
    }
}

fn end(f: &mut fmt::Formatter, empty: bool, depth: usize, bracket: char) -> fmt::Result {
    if f.alternate() && !empty {
        write!(f, "\n{}", "  ".repeat(depth))?;
    }
    write!(f, "{}", bracket)
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn document(&mut self) -> Result<Value, String> {
        let value = self.value()?;
        self.blanks();
        if self.rest.is_empty() {
            Ok(value)
        } else {
            Err(format!("text after the value: {:?}", self.rest.trim_end()))
        }
    }

    fn value(&mut self) -> Result<Value, String> {
        self.blanks();
        match self.rest.chars().next() {
            Some('{') => self.object(),
            Some('[') => self.list(),
            Some('"') => self.text().map(Value::Text),
            Some(c) if c == '-' || c.is_ascii_digit() => self.number(),
            Some(_) => self.word(),
            None => Err("the value is missing".to_string()),
        }
    }

    fn word(&mut self) -> Result<Value, String> {
        for (word, value) in [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))] {
            if self.take(word) {
                return Ok(value);
            }
        }
        Err(format!("no value begins with {:?}", self.rest.chars().take(10).collect::<String>()))
    }

    fn number(&mut self) -> Result<Value, String> {
        let end = self.rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits.parse().map(Value::Number).map_err(|_| format!("no number: {:?}", digits))
    }

    fn text(&mut self) -> Result<String, String> {
        self.expect("\"")?;
        let mut text = String::new();
        let mut chars = self.rest.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    self.rest = chars.as_str();
                    return Ok(text);
                }
                '\\' => text.push(match chars.next() {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some('u') => {
                        let digits: String = chars.by_ref().take(4).collect();
                        u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).ok_or("bad \\u")?
                    }
                    Some(other) => other,
                    None => return Err("the text does not end".to_string()),
                }),
                other => text.push(other),
            }
        }
        Err("the text does not end".to_string())
    }

    fn list(&mut self) -> Result<Value, String> {
        self.expect("[")?;
        let mut items = Vec::new();
        self.blanks();
        while !self.take("]") {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(self.value()?);
            self.blanks();
        }
        Ok(Value::List(items))
    }

    fn object(&mut self) -> Result<Value, String> {
        self.expect("{")?;
        let mut members = BTreeMap::new();
        self.blanks();
        while !self.take("}") {
            if !members.is_empty() {
                self.expect(",")?;
                self.blanks();
            }
            let name = self.text()?;
            self.blanks();
            self.expect(":")?;
            members.insert(name, self.value()?);
            self.blanks();
        }
        Ok(Value::Object(members))
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) {
            Ok(())
        } else {
            Err(format!("{:?} is missing before {:?}", token, self.rest.chars().take(10).collect::<String>()))
        }
    }
}
