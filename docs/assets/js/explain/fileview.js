export const answer = () => ({ nodes: [], said: "" });
