//! The program of the example image: it touches each thing that a guest may be granted, once, and says what it got.
//!
//! Random numbers, standard output, environment, arguments, and one file in the current directory, in this order. A guest
//! without a writable current directory gets as far as the arguments, says what it could not do, and traps.

use std::env;
use std::fs::{self, File};
use std::io::{Read, Write};

mod wasi {
    #[link(wasm_import_module = "wasi_snapshot_preview1")]
    extern "C" {
        pub fn random_get(buffer: *mut u8, length: usize) -> u16;
    }
}

const SENTENCE: &str = "This is from a main function";
const FILE: &str = "tmp.txt";

fn main() {
    println!("Random number: {}", random_number());
    println!("Random bytes: {:?}", random_bytes(128));
    println!("Printed from wasi: {}", SENTENCE);
    println!("{}", SENTENCE);
    print_environment();
    print_arguments();
    write_file(FILE, "This is in a file");
    println!("File content is {}", read_file(FILE));
    fs::remove_file(FILE).expect("cannot delete the file");
}

fn random_bytes(count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    let errno = unsafe { wasi::random_get(bytes.as_mut_ptr(), bytes.len()) };
    assert_eq!(errno, 0, "no random numbers: errno {}", errno);
    bytes
}

fn random_number() -> i32 {
    let bytes = random_bytes(4);
    i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn print_environment() {
    println!("The env vars are as follows.");
    for (name, value) in env::vars_os() {
        println!("{}: {}", name.to_string_lossy(), value.to_string_lossy());
    }
}

fn print_arguments() {
    println!("The args are as follows.");
    for argument in env::args_os() {
        println!("{}", argument.to_string_lossy());
    }
}

fn write_file(path: &str, content: &str) {
    let mut file = File::create(path).expect("cannot create the file");
    file.write_all(content.as_bytes()).expect("cannot write the file");
}

fn read_file(path: &str) -> String {
    let mut content = String::new();
    let mut file = File::open(path).expect("cannot open the file");
    file.read_to_string(&mut content).expect("cannot read the file");
    content
}
