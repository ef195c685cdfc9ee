//! The shapes of the goods, as signed distance functions.
//!
//! A model is about two units across and stands or lies on the plane y = 0. Its surfaces are numbered; the goods' list
//! says what each number is made of, so one shape serves several colours and several goods.

mod bath;
mod desk;
mod home;
mod kitchen;
mod play;
mod pots;
mod textile;
mod travel;
mod wear;

use super::maths::V3;
use super::sdf::Near;

/// A shape.
#[derive(Debug)]
pub(crate) struct Model {
    /// The name that the goods' list calls it by.
    pub(crate) name: &'static str,
    /// Nearest surface to a point, given the good's own four measures (0 where it says none).
    pub(crate) shape: fn(V3, &[f32; 4]) -> Near,
    /// Centre of the sphere that holds all of it.
    pub(crate) middle: V3,
    /// Radius of that sphere.
    pub(crate) reach: f32,
}

const fn model(name: &'static str, shape: fn(V3, &[f32; 4]) -> Near, middle: V3, reach: f32) -> Model {
    Model { name, shape, middle, reach }
}

/// The model of that name.
pub(crate) fn find(name: &str) -> Option<&'static Model> {
    [
        bath::MODELS,
        desk::MODELS,
        home::MODELS,
        kitchen::MODELS,
        play::MODELS,
        pots::MODELS,
        textile::MODELS,
        travel::MODELS,
        wear::MODELS,
    ]
    .into_iter()
    .flatten()
    .find(|model| model.name == name)
}
