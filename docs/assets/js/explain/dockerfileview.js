export const dockerfileAnswer = () => ({ nodes: [], said: "" });
