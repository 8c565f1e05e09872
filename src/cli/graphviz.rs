//! Graphviz as a child process: DOT in, SVG or PNG out.

use super::outcome::Failure;
use super::terminal;
use crate::picture::svg;
use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

const INSTALL: &str = "install Graphviz (Debian: apt-get install graphviz; macOS: brew install graphviz), or take \
                       --format dot or mermaid, which need nothing";
/// Dots an inch: small Arabic letters stay clear.
const RESOLUTION: &str = "-Gdpi=120";

/// # Errors
/// When Graphviz is not installed or fails.
pub fn png(dot: &str) -> Result<Vec<u8>, Failure> {
    draw(dot, &["-Tpng", RESOLUTION])
}

/// # Errors
/// When Graphviz is not installed or fails.
pub fn svg(dot: &str) -> Result<String, Failure> {
    Ok(svg::right_to_left(&String::from_utf8_lossy(&draw(dot, &["-Tsvg"])?)))
}

fn draw(dot: &str, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let mut command = Command::new("dot");
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::Usage("Graphviz's \"dot\" is not installed".into(), INSTALL),
        _ => Failure::Usage(format!("Graphviz's \"dot\" does not start: {error}"), INSTALL),
    })?;
    let input = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // Graphviz may write before it has read everything, so one thread feeds it while the other reads.
        scope.spawn(|| {
            if let Some(mut input) = input {
                // When it stops reading it has failed, which its exit status says.
                let _ = input.write_all(dot.as_bytes());
            }
        });
        child.wait_with_output()
    })?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(Failure::Usage(
            format!("Graphviz failed: {}", said.trim()),
            "take --format dot and look at it, or --format mermaid",
        ));
    }
    said.lines().filter(|line| !line.trim().is_empty()).for_each(|line| terminal::note(format!("Graphviz: {line}")));
    Ok(output.stdout)
}
