//! What each rule of the judges weighs: one table of names, values and where each value comes from.
//!
//! The values are on one scale: a source of structured data weighs about 6, what is shown up to about 12. `measured` values
//! were chosen by the pages of the Zyte benchmark, `judged` ones by hand for a kind of page that the benchmark lacks.

/// A rule, as a place in [`TABLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::page) struct Rule(usize);

/// A rule's entry in the table.
#[derive(Debug)]
pub(in crate::page) struct Weight {
    /// What it looks at.
    pub(in crate::page) name: &'static str,
    /// What it adds to a candidate's score.
    pub(in crate::page) value: f64,
    /// Where the value comes from.
    #[allow(dead_code, reason = "for those who read the table")]
    pub(in crate::page) origin: &'static str,
}

impl Rule {
    /// Its name.
    pub(in crate::page) fn name(self) -> &'static str {
        TABLE.get(self.0).map_or("", |weight| weight.name)
    }

    /// What it adds.
    pub(in crate::page) fn weight(self) -> f64 {
        TABLE.get(self.0).map_or(0.0, |weight| weight.value)
    }
}

macro_rules! weights {
    ($($rule:ident $name:literal $value:literal $origin:literal;)*) => {
        weights!(@rules 0usize; $($rule)*);
        /// Every rule, in the order of their declaration.
        pub(in crate::page) static TABLE: &[Weight] =
            &[$(Weight { name: $name, value: $value, origin: $origin }),*];
    };
    (@rules $at:expr; $rule:ident $($rest:ident)*) => {
        pub(in crate::page) const $rule: Rule = Rule($at);
        weights!(@rules $at + 1usize; $($rest)*);
    };
    (@rules $at:expr;) => {};
}

weights! {
    // Which sources name an amount.
    JSON_LD "JSON-LD names it" 6.0 "measured";
    MICRODATA "microdata names it" 6.0 "measured";
    META "the head names it" 4.5 "measured";
    NOT_SHOWN "named by data and shown nowhere" -3.5 "measured";
    FORMER_ELSEWHERE "shown or named as a former price only" -4.0 "judged";
    LOWER_OF_SOURCES "the lower of two that sources name" 3.0 "judged";
    // What stands around a text.
    ITEMPROP "its element has itemprop price" 4.0 "measured";
    NAMED "its element is named after a price" 3.0 "measured";
    NAMED_STEP "each step up to the element named so" -0.4 "measured";
    FEE "its element is named after a fee or saving" -5.0 "measured";
    HIDDEN "hidden itself" -4.5 "measured";
    HIDDEN_ABOVE "hidden further up" -1.5 "measured";
    WITHOUT_TAX "named after a price without tax" -4.5 "measured";
    IN_LIST "in a list or a choice" -0.4 "measured";
    PRESENT "named after a present price" 0.8 "measured";
    ELSEWHERE "in a part of other products" -4.0 "measured";
    OTHERS_SECTION "under a heading of other products" -20.0 "judged";
    FORMER "struck out, recommended or former" -4.0 "measured";
    CONDITIONAL "for some shoppers, or on a condition" -4.0 "judged";
    LABELLED_NOW "its label says what one pays now" 1.5 "judged";
    // Where it stands.
    AFTER_HEADING "after the heading" 3.0 "measured";
    BEFORE_HEADING "before the heading" 1.0 "measured";
    BESIDE_HEADING "shares an ancestor with the heading" 4.0 "measured";
    BESIDE_STEP "each step from the heading to that ancestor" -0.6 "measured";
    NEAR_BUTTON "near the button that buys" 1.5 "measured";
    // What it says.
    SIGNED "has a currency" 1.5 "measured";
    OTHER_MATTER "speaks of another matter" -3.0 "measured";
    OTHER_LABEL "its label speaks of another matter" -1.5 "measured";
    LONG "is a sentence" -2.0 "measured";
    PER_UNIT "is for a unit" -2.0 "measured";
    IN_ATTRIBUTE "stands in a price attribute" 1.5 "measured";
    // What else there is.
    REPEATED "three that look like it differ" -1.5 "measured";
    REPEATED_OFTEN "five that look like it differ" -3.0 "measured";
    AGAIN "shown again" 0.4 "measured";
    DESCRIBED "in the page's description" 1.5 "measured";
    REPORTED "reported by the page's counters" 1.5 "measured";
    LOWER_OF_PAIR "the lower of two side by side" 0.6 "measured";
    HIGHER_OF_PAIR "the higher of two side by side" -0.4 "measured";
    // From which score on, and by how much.
    ENOUGH "least score of a shown price" 3.0 "measured";
    ENOUGH_FORMER "least score of a former price where there is no other" 5.0 "measured";
    ENOUGH_ALONE "least score of a price without button and data" 7.0 "measured";
    LAST_RESORT "least score where nothing else is" -1.5 "measured";
    UNSURE "two candidates nearer than this are not told apart" 0.3 "judged";
    // The seller's number.
    SKU_DATA "data calls it sku" 4.0 "measured";
    SKU_PRODUCT_ID "data calls it product id" 2.5 "measured";
    SKU_OFFER "the offer's sku" 2.0 "measured";
    SKU_LABEL "shown under a label" 6.5 "measured";
    SKU_WEAK_LABEL "shown under a label of several meanings" 2.5 "measured";
    SKU_LABEL_STEP "each label before it" -1.5 "measured";
    SKU_ITEMPROP "shown text of itemprop sku" 4.2 "measured";
    SKU_FORM "in the form that buys" 1.2 "measured";
    SKU_ATTRIBUTE "in a data attribute" 1.6 "measured";
    SKU_ADDRESS "in the address" 2.4 "measured";
    SKU_ADDRESS_STEP "each number before it in the address" -0.6 "measured";
    SKU_SPACED "has a space" -2.0 "measured";
    SKU_GTIN "is a GTIN" -3.4 "measured";
    SKU_HEADING "the heading names it" -3.0 "measured";
    SKU_MPN "is the maker's number" -1.0 "measured";
    SKU_ENOUGH "least score of a seller's number" 0.3 "measured";
}
