//! `khabar draw`: a part of the graph as a picture.

use super::args::Draw;
use super::outcome::{Failure, Outcome};

pub fn run(_: &Draw, _: &str) -> Result<Outcome, Failure> {
    Err(Failure::Usage("no pictures yet".into(), "export the graph: khabar export -o graph.ttl"))
}
