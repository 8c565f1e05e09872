//! Running the program as users do, on a store of an invented world.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own with the invented world in `world.trig`.
pub struct Place {
    folder: tempfile::TempDir,
}

/// What the program wrote, and its exit status.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("world.trig"), include_str!("world.trig")).unwrap();
        Place { folder }
    }

    /// With a third article that tells events of the first, linked.
    pub fn linked() -> Self {
        let place = Self::new();
        let all = [include_str!("world.trig"), include_str!("third.trig")].concat();
        place.write("world.trig", all);
        assert_eq!(place.run(&["link"]).status, 0);
        place
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A file of its own.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Run with arguments on the invented world.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    /// Run with arguments and words on standard input.
    pub fn run_with(&self, arguments: &[&str], stdin: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("KHABAR_STORE", "world.trig")
            .env("COLUMNS", "100")
            .env_remove("COMPLETE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that reads no input may have ended already.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        ran(child.wait_with_output().unwrap())
    }

    /// What a shell is offered for the last of the words.
    pub fn complete(&self, words: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_khabar"))
            .arg("--")
            .args(words)
            .current_dir(self.folder.path())
            .env("COMPLETE", "fish")
            .output()
            .unwrap();
        ran(output).stdout
    }

    /// Data of a run that must succeed.
    pub fn data(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.stderr);
        ran.stdout
    }
}

fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Compare with a file in `tests/golden`; `INSTA_UPDATE=always` accepts what is new, to be reviewed as a diff.
pub fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
