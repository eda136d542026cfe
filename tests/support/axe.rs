//! What [axe-core](https://github.com/dequelabs/axe-core) finds wrong with the page as it stands.

use crate::{Error, Result, Window};
use serde_json::Value;
use std::path::Path;

const AXE: &str = "../../ui/node_modules/axe-core/axe.min.js";

impl Window {
    /// Where the page breaks WCAG 2.2 AA: the rule, the place and what axe says of it.
    pub fn violations(&self) -> Result<Vec<String>> {
        if self.script("return typeof axe", &[])? == "undefined" {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE);
            let axe = std::fs::read_to_string(&file)
                .map_err(|e| Error(format!("{}: {e}", file.display())))?;
            self.script(&axe, &[])?;
        }
        let found = self.script(RUN, &[])?;
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(found
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }
}

const RUN: &str = "return (async () => { \
    const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']; \
    const { violations } = await axe.run(document, { runOnly: levels, resultTypes: ['violations'] }); \
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => \
        `${id} at ${target.join(' ')}: ${failureSummary.replace(/\\s+/g, ' ')}`)); })();";
