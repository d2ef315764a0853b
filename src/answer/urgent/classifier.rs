//! A small network that tells dangers from everyday talk by the vector of a message. Beside the nearest wordings it sees
//! what a danger is like that stands between small talk and a question, and what everyday talk is like that no list holds.
//! `model/danger.py` trains it.

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use crate::answer::HelpLevel;
use crate::encoder::{ENCODER_VERSION, POOLED_DIMENSIONS};

/// The classes in the order of the network's outputs. None is everyday talk.
const CLASSES: [Option<HelpLevel>; 4] = [
    None,
    Some(HelpLevel::Professional),
    Some(HelpLevel::Emergency),
    Some(HelpLevel::Crisis),
];

/// A network with one hidden layer: `softmax(output(relu(hidden(vector))))`.
pub(super) struct Classifier {
    hidden: Layer,
    output: Layer,
}

/// A matrix and what is added to its products.
struct Layer {
    /// A row of weights for each output.
    weights: Vec<Vec<f32>>,
    biases: Vec<f32>,
}

/// How probable each class is for a message; together 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Probabilities([f32; CLASSES.len()]);

impl Classifier {
    /// Reads the network; none if it was trained on the vectors of another encoder, or is none of this shape.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (_, header) = SafeTensors::read_metadata(bytes).ok()?;
        let encoder = header.metadata().as_ref()?.get("encoder")?;
        let tensors = SafeTensors::deserialize(bytes).ok()?;
        let hidden = Layer::read(&tensors, "hidden", POOLED_DIMENSIONS)?;
        let output = Layer::read(&tensors, "output", hidden.biases.len())?;
        (encoder == ENCODER_VERSION && output.biases.len() == CLASSES.len())
            .then_some(Self { hidden, output })
    }

    /// Classifies a message by its vector.
    pub(super) fn classify(&self, vector: &[f32]) -> Probabilities {
        let mut hidden = self.hidden.apply(vector);
        for value in &mut hidden {
            *value = value.max(0.0);
        }
        let values = self.output.apply(&hidden);
        let greatest = values.iter().copied().fold(f32::MIN, f32::max);
        let mut probabilities = [0.0; CLASSES.len()];
        for (probability, value) in probabilities.iter_mut().zip(values) {
            *probability = (value - greatest).exp();
        }
        let sum: f32 = probabilities.iter().sum();
        Probabilities(probabilities.map(|probability| probability / sum))
    }
}

impl Probabilities {
    /// How probable it is that the message tells of an emergency or a crisis.
    pub(super) fn urgent(self) -> f32 {
        self.of(HelpLevel::Emergency) + self.of(HelpLevel::Crisis)
    }

    /// How probable it is that a message needs help of this level.
    pub(super) fn of(self, level: HelpLevel) -> f32 {
        let classes = CLASSES.iter().zip(self.0);
        let of_level = classes.filter(|(class, _)| **class == Some(level));
        of_level.map(|(_, probability)| probability).sum()
    }
}

impl Layer {
    fn read(tensors: &SafeTensors<'_>, name: &str, inputs: usize) -> Option<Self> {
        let biases = floats(&tensors.tensor(&format!("{name}.biases")).ok()?)?;
        let weights = tensors.tensor(&format!("{name}.weights")).ok()?;
        (weights.shape() == [biases.len(), inputs]).then_some(())?;
        let weights = floats(&weights)?;
        Some(Self {
            weights: weights.chunks(inputs).map(<[f32]>::to_vec).collect(),
            biases,
        })
    }

    fn apply(&self, inputs: &[f32]) -> Vec<f32> {
        let outputs = self.weights.iter().zip(&self.biases);
        outputs
            .map(|(weights, bias)| {
                let products = weights
                    .iter()
                    .zip(inputs)
                    .map(|(weight, input)| weight * input);
                products.sum::<f32>() + bias
            })
            .collect()
    }
}

fn floats(tensor: &TensorView<'_>) -> Option<Vec<f32>> {
    (tensor.dtype() == Dtype::F32).then_some(())?;
    let (values, _) = tensor.data().as_chunks();
    Some(
        values
            .iter()
            .map(|value| f32::from_le_bytes(*value))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "semantic")]
    #[test]
    fn a_damaged_network_is_refused() {
        let bytes = super::super::CLASSIFIER;
        assert!(Classifier::from_bytes(bytes).is_some());
        assert!(Classifier::from_bytes(&bytes[..bytes.len() - 4]).is_none());
        assert!(Classifier::from_bytes(&[]).is_none());
    }

    #[test]
    fn probabilities_sum_to_one() {
        let layer = |rows: &[[f32; 2]], biases: &[f32]| Layer {
            weights: rows.iter().map(|row| row.to_vec()).collect(),
            biases: biases.to_vec(),
        };
        let network = Classifier {
            hidden: layer(&[[1.0, 0.0], [0.0, -1.0]], &[0.0, 0.0]),
            output: layer(
                &[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]],
                &[0.0, 0.0, 0.0, 1.0],
            ),
        };
        let probabilities = network.classify(&[1.0, 1.0]);
        // exp(0), exp(1), exp(0) (a negative value is cut to 0) and exp(1).
        let sum = 2.0 + 2.0 * 1.0_f32.exp();
        assert!((probabilities.of(HelpLevel::Professional) - 1.0_f32.exp() / sum).abs() < 1e-6);
        assert!((probabilities.urgent() - (1.0 + 1.0_f32.exp()) / sum).abs() < 1e-6);
    }
}
