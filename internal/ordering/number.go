package ordering

import "github.com/speckit/ticketing/internal/kernel/secretlink"

// numberAlphabet has no two characters that a person takes for each other (0 O, 1 I L, 2 Z, 5 S, 8 B, U V).
const numberAlphabet = "ACDEFHJKMNPQRTVWXY34679"

const numberLength = 8

// newNumber makes an order number: eight characters that can be read out over a telephone. There are 7.8e10 of them, so that
// guessing one finds nothing; two orders with the same number are the store's to refuse.
func newNumber(secrets secretlink.Random) string {
	number := make([]byte, 0, numberLength)
	const even = 256 - 256%len(numberAlphabet) // bytes from here on would favour the first letters
	for len(number) < numberLength {
		for _, b := range secrets.Bytes(numberLength) {
			if int(b) < even && len(number) < numberLength {
				number = append(number, numberAlphabet[int(b)%len(numberAlphabet)])
			}
		}
	}
	return string(number)
}
