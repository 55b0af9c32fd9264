//! Charts are numbered through the report, in its order, those that are drawn.

use throughline_core::synthesis::{Chart, Synthesis};

pub(crate) fn number(synthesis: &mut Synthesis) {
    let mut last = 0;
    next(&mut synthesis.engaged.timeline, &mut last);
    next(&mut synthesis.engaged.saturation, &mut last);
    next(&mut synthesis.raised.prevalence, &mut last);
    next(&mut synthesis.raised.stance, &mut last);
    next(&mut synthesis.matrix.matrix, &mut last);
    next(&mut synthesis.differed.format, &mut last);
    next(&mut synthesis.differed.cooccurrence, &mut last);
    if let Some(page) = &mut synthesis.agreement {
        next(&mut page.chart, &mut last);
    }
}

fn next<T>(chart: &mut Chart<T>, last: &mut u32) {
    if let Chart::Drawn(drawn) = chart {
        *last += 1;
        drawn.number = *last;
    }
}
