//! Nodes as large as a measure says, so that whoever stands in the middle of things is seen first.

use super::graph::Picture;
use super::node::Kind;
use std::collections::BTreeMap;

/// How many times larger than others the node with the highest value is written.
const LARGEST: f64 = 2.5;

impl Picture {
    /// Sizes people, places and bodies by their values, known by their IRIs; others stay as they are. `measure` is the
    /// word for it in a pack's `picture.toml`, or the measure's own name. Areas, not lengths, grow with values, as eyes
    /// compare them.
    pub fn size(&mut self, measure: &str, values: &BTreeMap<&str, f64>) {
        let name = self.words.measure(measure).to_owned();
        let of = |iri: Option<&oxigraph::model::NamedNode>| iri.and_then(|iri| values.get(iri.as_str()).copied());
        let entity = |kind: Kind| !matches!(kind, Kind::Event | Kind::Statement | Kind::Folded);
        let shown = self.graph.node_weights().filter(|node| entity(node.kind));
        let most = shown.filter_map(|node| of(node.iri.as_ref())).fold(0.0, f64::max);
        for node in self.graph.node_weights_mut().filter(|node| entity(node.kind)) {
            let Some(value) = of(node.iri.as_ref()) else { continue };
            if most > 0.0 {
                node.size = 1.0 + (LARGEST - 1.0) * (value / most).sqrt();
            }
            let value = if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.4}") };
            let told = [node.tooltip.as_str(), &format!("{name}: {value}")];
            node.tooltip = told.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
        }
        self.sized = Some(self.words.sized(&name));
    }
}
