//! `khabar man`: the manual page, with every command.

use super::args::{Cli, Man};
use super::outcome::{Failure, Outcome};
use clap::CommandFactory;
use std::io::Write;

pub fn run(_: &Man) -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    let main = clap_mangen::Man::new(command.clone());
    main.render_title(&mut page)?;
    main.render_name_section(&mut page)?;
    main.render_synopsis_section(&mut page)?;
    main.render_description_section(&mut page)?;
    main.render_options_section(&mut page)?;
    for subcommand in command.get_subcommands() {
        let name = subcommand.get_name().to_uppercase();
        let man = clap_mangen::Man::new(subcommand.clone());
        let mut part = Vec::new();
        man.render_synopsis_section(&mut part)?;
        man.render_description_section(&mut part)?;
        man.render_options_section(&mut part)?;
        man.render_extra_section(&mut part)?;
        // Sections of the command become subsections of its own.
        let part = String::from_utf8_lossy(&part).replace("\n.SH ", "\n.SS ");
        let part = part.strip_prefix(".SH ").map(|rest| format!(".SS {rest}")).unwrap_or(part);
        writeln!(page, ".SH {name}\n{part}")?;
    }
    main.render_extra_section(&mut page)?;
    main.render_version_section(&mut page)?;
    // What clap calls extra are our examples.
    let page = String::from_utf8_lossy(&page).replace(".SS EXTRA", ".SS EXAMPLES").replace(".SH EXTRA", ".SH EXAMPLES");
    std::io::stdout().lock().write_all(page.as_bytes())?;
    Ok(Outcome::Done)
}
