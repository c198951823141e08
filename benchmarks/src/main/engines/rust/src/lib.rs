//! What the real modules in Rust share: the commands NAME FILE REPEAT read the file and do their work on it, REPEAT times, and print a checksum.

pub fn command(work: fn(&str) -> u32) {
    let arguments: Vec<String> = std::env::args().collect();
    let repeat: u32 = arguments[2].parse().expect("REPEAT is a number");
    let mut sum = 0;
    for _ in 0..repeat {
        sum = work(&std::fs::read_to_string(&arguments[1]).expect("the input can be read"));
    }
    println!("{}", sum);
}

/// FNV-1a over some bytes, begun with any value.
pub fn mix(sum: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(sum, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(16777619))
}
