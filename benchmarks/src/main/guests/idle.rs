//! A guest that does what the program of the example image does, and then waits to be stopped.
//!
//!   idle           sleeps for a year
//!   idle MILLIS    wakes so often, looks at a little of its memory, and sleeps again

use std::env;
use std::fs;
use std::thread;
use std::time::Duration;

const FILE: &str = "idle.txt";
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

fn main() {
    for (name, value) in env::vars_os() {
        println!("{}: {}", name.to_string_lossy(), value.to_string_lossy());
    }
    let arguments: Vec<String> = env::args().collect();
    fs::write(FILE, arguments.join(" ")).expect("cannot write the file");
    println!("File content is {}", fs::read_to_string(FILE).expect("cannot read the file"));
    fs::remove_file(FILE).expect("cannot delete the file");
    let pause = arguments.get(1).and_then(|millis| millis.parse().ok()).map_or(YEAR, Duration::from_millis);
    let mut rounds: u64 = 0;
    let mut seen = arguments.len();
    while seen > 0 {
        thread::sleep(pause);
        rounds += 1;
        seen = format!("{} {}", rounds, arguments.join(" ")).len();
    }
}
