//! JSON to a tree, a walk over it, and back to text, by serde_json.

use bench::{command, mix};
use serde_json::Value;

fn total(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64().unwrap_or(0.0),
        Value::Array(values) => values.iter().map(total).sum(),
        Value::Object(members) => members.values().map(total).sum(),
        _ => 1.0,
    }
}

fn main() {
    command(|input| {
        let tree: Value = serde_json::from_str(input).expect("the input is JSON");
        mix(total(&tree) as u32, tree.to_string().as_bytes())
    });
}
