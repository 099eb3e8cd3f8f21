// Plain statistics.
export function quantile(numbers, q) {
  const sorted = numbers.filter(Number.isFinite).toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * q;
  const [low, high] = [Math.floor(at), Math.ceil(at)];
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

export const median = (numbers) => quantile(numbers, 0.5);
export const round = (value, digits = 1) => (Number.isFinite(value) ? +value.toFixed(digits) : null);
