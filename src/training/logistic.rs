//! Logistic regression on binary features, held down by the squares of its weights.
//!
//! The loss is bounded above by a separable parabola (its second derivative along a weight is at most a quarter of the
//! sum of the lengths of the rows that have the feature), whose lowest point is the next step; steps gain momentum
//! (Nesterov 1983) and start anew when the loss rises. No randomness: the same cases give the same weights.

const STEPS: usize = 400;

/// The weight of each of `width` features; rows list the features that a case has.
pub fn fit(rows: &[&[u32]], right: &[bool], width: usize, penalty: f64) -> Vec<f64> {
    let mut curvature = vec![penalty; width];
    for row in rows {
        row.iter().for_each(|&f| curvature[f as usize] += row.len() as f64 / 4.0);
    }
    let mut weights = vec![0.0; width];
    let mut ahead = weights.clone();
    let mut momentum: f64 = 1.0;
    let mut last = f64::INFINITY;
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = ahead.iter().map(|w| w * penalty).collect();
        let mut loss: f64 = ahead.iter().map(|w| w * w * penalty / 2.0).sum();
        for (row, right) in rows.iter().zip(right) {
            let sum: f64 = row.iter().map(|&f| ahead[f as usize]).sum();
            let margin = if *right { sum } else { -sum };
            loss += if margin > 0.0 { (-margin).exp().ln_1p() } else { -margin + margin.exp().ln_1p() };
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(*right));
            row.iter().for_each(|&f| gradient[f as usize] += error);
        }
        if loss > last {
            momentum = 1.0;
        }
        last = loss;
        let next: Vec<f64> = ahead.iter().zip(&gradient).zip(&curvature).map(|((w, g), c)| w - g / c).collect();
        let grown = (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt()) / 2.0;
        let push = (momentum - 1.0) / grown;
        ahead = next.iter().zip(&weights).map(|(new, old)| new + push * (new - old)).collect();
        weights = next;
        momentum = grown;
    }
    weights
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_feature_that_tells_gets_weight_and_one_that_does_not_gets_none() {
        let rows: Vec<&[u32]> = vec![&[0, 2], &[0], &[1, 2], &[1], &[0, 2], &[1, 2]];
        let right = [true, true, false, false, true, false];
        let weights = super::fit(&rows, &right, 3, 0.1);
        assert!(weights[0] > 1.0 && weights[1] < -1.0 && weights[2].abs() < 0.1, "{weights:?}");
    }
}
