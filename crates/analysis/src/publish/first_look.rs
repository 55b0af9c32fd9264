//! The marks of a first look: on every chart that counts notes, so that a picture that is passed on
//! alone still says what it was drawn from.

use throughline_core::first_look::FirstLook;
use throughline_core::numbers::grouped;
use throughline_core::review::Noun;
use throughline_core::synthesis::{Chart, FirstLookSaid, Synthesis};

/// Says in a synthesis that it counts a sample. The timeline counts engagements, and is whole.
pub(crate) fn mark(synthesis: &mut Synthesis, look: &FirstLook, noun: &Noun) {
    let prefix = format!("First look, {}: ", look.share());
    title(&mut synthesis.engaged.saturation, &prefix);
    title(&mut synthesis.raised.prevalence, &prefix);
    title(&mut synthesis.raised.stance, &prefix);
    title(&mut synthesis.matrix.matrix, &prefix);
    title(&mut synthesis.differed.format, &prefix);
    title(&mut synthesis.differed.cooccurrence, &prefix);
    if let Some(page) = &mut synthesis.agreement {
        title(&mut page.chart, &prefix);
    }
    synthesis.first_look = Some(FirstLookSaid {
        notes: look.notes,
        of: look.of,
        seed: look.seed,
        words: look.words(),
        sentence: look.sentence(noun),
    });
}

fn title<T>(chart: &mut Chart<T>, prefix: &str) {
    if let Chart::Drawn(drawn) = chart {
        drawn.title.insert_str(0, prefix);
    }
}

/// The rule of the method page: how its notes were drawn.
pub(crate) fn drawn(look: &FirstLook) -> String {
    format!(
        "{} of the {} notes {} drawn at random without replacement, by the lowest numbers that \
         SipHash-2-4 (Aumasson and Bernstein 2012) gives to their ids under the seed {}: a bottom-k \
         sketch (Cohen and Kaplan 2007). The same seed draws the same notes, and a larger sample \
         holds a smaller one.",
        grouped(look.notes.into()),
        grouped(look.of.into()),
        if look.notes == 1 { "was" } else { "were" },
        look.seed
    )
}
