module rangap.test/bank

go 1.24
