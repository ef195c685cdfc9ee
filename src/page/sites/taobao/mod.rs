//! Taobao (淘宝), Tmall (天猫) and Taote (淘特): items as they are today and as they were in 2020, and search results.

mod answer;
mod item;
mod item_2020;
mod search;

pub(super) use item::SITE as ITEM;
pub(super) use search::SITE as SEARCH;
