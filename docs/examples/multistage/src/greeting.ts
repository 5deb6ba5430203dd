export function greeting(hour: number): string {
  return hour < 12 ? "Good morning" : "Good day";
}
