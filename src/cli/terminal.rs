//! Words for people: errors, notes and progress on stderr; width and colour of the terminal; data to stdout or a file.

use super::args::Output;
use super::outcome::Failure;
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default();
/// Words that a fact was read from.
pub const MARK: Style = AnsiColor::Green.on_default().bold();
pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();

/// Something failed; a line that begins with `help:` says what to do.
pub fn error(message: impl Display) {
    say(&format!("{RED}error:{RED:#} "), message);
}

/// Something to know; nothing failed.
pub fn note(message: impl Display) {
    say(&format!("{YELLOW}note:{YELLOW:#} "), message);
}

/// What was done.
pub fn line(message: impl Display) {
    say("", message);
}

fn say(head: &str, message: impl Display) {
    let message = plain(&message.to_string()).replace("\nhelp: ", &format!("\n  {CYAN}help:{CYAN:#} "));
    // There is nobody left to tell that stderr is closed.
    let _ = writeln!(anstream::stderr(), "{head}{message}");
}

/// Words without control characters, which a terminal would obey, except line breaks.
pub fn plain(words: &str) -> String {
    words
        .chars()
        .map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c })
        .filter(|&c| !crate::text::bidi::is_control(c))
        .collect()
}

/// Whether data goes to a terminal.
pub fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Columns of the terminal, if stdout is one.
pub fn width() -> Option<usize> {
    terminal_size::terminal_size().filter(|_| stdout_is_terminal()).map(|(width, _)| usize::from(width.0))
}

/// A bar on stderr, drawn on a terminal only; without length a count.
pub fn progress(length: Option<usize>) -> ProgressBar {
    if !io::stderr().is_terminal() || length.is_some_and(|length| length < 2) {
        return ProgressBar::hidden();
    }
    let Some(length) = length else {
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{pos} articles, {per_sec}") {
            bar.set_style(style);
        }
        return bar;
    };
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} articles, {eta} left  {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

/// Where data goes: stdout, or a file written beside its place and renamed when all is there.
pub enum Sink {
    Stdout(BufWriter<io::Stdout>),
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Sink {
    /// # Errors
    /// When the file exists and may not be overwritten, or cannot be made.
    pub fn open(output: &Output) -> Result<Self, Failure> {
        let Some(path) = &output.output else { return Ok(Sink::Stdout(BufWriter::new(io::stdout()))) };
        if path.exists() && !output.force {
            return Err(Failure::Exists(path.clone()));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error| Failure::File { path: path.clone(), error };
        if path.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        // The error names the temporary file, which the user never asked for: its kind is enough.
        let file = NamedTempFile::new_in(folder).map_err(|error| failed(error.kind().into()))?;
        Ok(Sink::File(BufWriter::new(file), path.clone()))
    }

    /// Everything is written: show it.
    ///
    /// # Errors
    /// When the rest cannot be written or the file not renamed.
    pub fn close(self) -> Result<(), Failure> {
        match self {
            Sink::Stdout(mut out) => Ok(out.flush()?),
            Sink::File(out, path) => {
                let failed = |error| Failure::File { path: path.clone(), error };
                let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
                make_readable(file.as_file());
                file.persist(&path).map_err(|error| failed(error.error))?;
                Ok(())
            }
        }
    }
}

/// Temporary files are private; what the user asked for is as any file of theirs.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) {
    use std::os::unix::fs::PermissionsExt;
    // A file system without permissions needs none.
    let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn make_readable(_: &std::fs::File) {}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Stdout(out) => out.write(bytes),
            Sink::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Stdout(out) => out.flush(),
            Sink::File(out, _) => out.flush(),
        }
    }
}
