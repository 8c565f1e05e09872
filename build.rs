//! Tells Cargo which folders are compiled into the program, so that a new file in one of them is noticed.

fn main() {
    for folder in ["ontology", "queries", "src/lang"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
