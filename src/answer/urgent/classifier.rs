//! A small network that tells dangers from everyday talk by the vector of a message. Beside the nearest wordings it sees
//! what a danger is like that stands between small talk and a question, and what everyday talk is like that no list holds.
//! `model/danger.py` trains it.

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use crate::encoder::{ENCODER_VERSION, POOLED_DIMENSIONS};

/// Outputs of the network: everyday talk, for a professional, emergency, crisis.
const CLASSES: usize = 4;
/// The outputs that stand for an emergency or a crisis.
const URGENT: std::ops::Range<usize> = 2..4;

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

impl Classifier {
    /// Reads the network; none if it was trained on the vectors of another encoder, or is none of this shape.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (_, header) = SafeTensors::read_metadata(bytes).ok()?;
        let encoder = header.metadata().as_ref()?.get("encoder")?;
        let tensors = SafeTensors::deserialize(bytes).ok()?;
        let hidden = Layer::read(&tensors, "hidden", POOLED_DIMENSIONS)?;
        let output = Layer::read(&tensors, "output", hidden.biases.len())?;
        (encoder == ENCODER_VERSION && output.biases.len() == CLASSES)
            .then_some(Self { hidden, output })
    }

    /// How probable it is that a message tells of an emergency or a crisis, by its vector.
    pub(super) fn urgent_probability(&self, vector: &[f32]) -> f32 {
        let mut hidden = self.hidden.apply(vector);
        for value in &mut hidden {
            *value = value.max(0.0);
        }
        let outputs = self.output.apply(&hidden);
        let greatest = outputs.iter().copied().fold(f32::MIN, f32::max);
        let exponentials: Vec<f32> = (outputs.iter())
            .map(|output| (output - greatest).exp())
            .collect();
        exponentials[URGENT].iter().sum::<f32>() / exponentials.iter().sum::<f32>()
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
    fn the_urgent_share_of_all_outputs_is_told() {
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
        // The outputs are 0, 1, 0 (a negative value is cut to 0) and 1.
        let sum = 2.0 + 2.0 * 1.0_f32.exp();
        let found = network.urgent_probability(&[1.0, 1.0]);
        assert!((found - (1.0 + 1.0_f32.exp()) / sum).abs() < 1e-6);
    }
}
