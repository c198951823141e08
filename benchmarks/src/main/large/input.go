package input
type pair struct { name string; value   int }
func Sum( pairs []pair ) ( sum int ) { for _, one := range pairs { sum += one.value }; return }
