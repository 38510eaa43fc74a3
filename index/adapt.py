"""The embedded model's weights, read and changed. Door to onnx.

In the file a weight `w` of the layers is three arrays, as onnxruntime's dynamic quantisation writes them: `w_quantized`
(int8, shape (inputs, outputs)), and `w_scale` and `w_zero_point`, one number a column.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "adapt", "unpack"]

Array = NDArray[np.float32]
LARGEST = 127  # of int8


def adapt(model: bytes, parts: Mapping[str, Array]) -> bytes:
    """The model with low-rank changes put into its weights, which are quantised anew.

    Args:
        model: the ONNX file.
        parts: for some weights `w.A`, shape (rank, inputs), and `w.B`, shape (outputs, rank): w becomes w + (B A)^T.
    """
    import onnx
    from onnx.numpy_helper import from_array, to_array

    graph = onnx.load_model_from_string(model)
    held = {one.name: one for one in graph.graph.initializer}
    for name in (part.removesuffix(".A") for part in parts if part.endswith(".A")):
        places = [held[f"{name}_{kind}"] for kind in ("quantized", "zero_point", "scale")]
        weight = _number(*map(to_array, places)) + (parts[f"{name}.B"] @ parts[f"{name}.A"]).T
        step = np.abs(weight).max(axis=0) / LARGEST
        anew = (np.rint(weight / step).astype(np.int8), np.zeros(len(step), np.int8), step.astype(np.float32))
        for place, values in zip(places, anew, strict=True):
            place.CopyFrom(from_array(values, place.name))
    changed: bytes = graph.SerializeToString()
    return changed


def unpack(model: bytes) -> tuple[dict[str, Array], dict[tuple[int, str], str]]:
    """The weights as numbers, each under the name it had before the quantisation; linear ones (outputs, inputs).

    The second mapping tells, by layer and part ("attention.self.query"), which name a weight has in the file.
    """
    import onnx
    from onnx.numpy_helper import to_array

    graph = onnx.load_model_from_string(model).graph
    held = {one.name: to_array(one) for one in graph.initializer}

    def read(name: str) -> Array:
        return _number(*(held[f"{name}_{kind}"] for kind in ("quantized", "zero_point", "scale")))

    weights = {name: array for name, array in held.items() if array.dtype == np.float32 and "::" not in name}
    for kind in ("word", "position", "token_type"):
        weights[f"embeddings.{kind}_embeddings.weight"] = read(f"embeddings.{kind}_embeddings.weight")
    names = {}
    for node in (one for one in graph.node if one.op_type == "MatMulInteger"):
        place = node.name.strip("/").removesuffix("/MatMul_quant").replace("/", ".")  # encoder.layer.3.output.dense
        name = node.input[1].removesuffix("_quantized")
        weights[f"{place}.weight"] = read(name).T
        _, _, layer, part = place.split(".", 3)
        names[int(layer), part] = name
    return weights, names


def _number(whole: Array, zero: Array, scale: Array) -> Array:
    return (whole.astype(np.float32) - zero.astype(np.float32)) * scale
