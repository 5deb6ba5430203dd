export async function awk() { return 1; }
