package catalog

import "strconv"

// maxLabelNumber keeps numbers from labels inside a PostgreSQL integer.
const maxLabelNumber = 1_000_000_000

// ordinals turns the labels of a section's rows, or of a row's seats, into numbers: the labels themselves if all of them are
// distinct positive integers, else 1, 2, 3 … for all of them in the order of the plan.
func ordinals(labels []string) []int {
	numbers := make([]int, len(labels))
	seen := make(map[int]bool, len(labels))
	for i, label := range labels {
		n, ok := positive(label)
		if !ok || seen[n] {
			return counted(numbers)
		}
		seen[n] = true
		numbers[i] = n
	}
	return numbers
}

func counted(numbers []int) []int {
	for i := range numbers {
		numbers[i] = i + 1
	}
	return numbers
}

// positive reads digits and nothing else: "+7" and "7a" are names, not numbers.
func positive(label string) (int, bool) {
	for _, r := range label {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(label)
	return n, err == nil && n > 0 && n <= maxLabelNumber
}
