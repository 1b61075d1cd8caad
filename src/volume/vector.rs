//! The little vector arithmetic that geometry needs.

pub type Vector = [f64; 3];

pub fn dot([a, b, c]: Vector, [d, e, f]: Vector) -> f64 {
    a * d + b * e + c * f
}

pub fn cross([a, b, c]: Vector, [d, e, f]: Vector) -> Vector {
    [b * f - c * e, c * d - a * f, a * e - b * d]
}

pub fn norm(v: Vector) -> f64 {
    dot(v, v).sqrt()
}

pub fn minus([a, b, c]: Vector, [d, e, f]: Vector) -> Vector {
    [a - d, b - e, c - f]
}

pub fn scaled(v: Vector, factor: f64) -> Vector {
    v.map(|x| x * factor)
}

/// Unit vector, or `None` for a vector without a direction (zero or not finite).
pub fn unit(v: Vector) -> Option<Vector> {
    let length = norm(v);
    (length.is_finite() && length > 0.0).then(|| scaled(v, 1.0 / length))
}

/// Angle between two vectors in degrees, 0 to 180. Accurate near 0 too, where the arc cosine loses half its digits.
pub fn angle(a: Vector, b: Vector) -> f64 {
    norm(cross(a, b)).atan2(dot(a, b)).to_degrees()
}
