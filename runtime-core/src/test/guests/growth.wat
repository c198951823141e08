;; A memory that grows while frames that use it are open. Its accesses are named by their width.
(module
  (import "host" "grow" (func $host (param i32)))
  (memory (export "memory") 16 200)

  (func $grow (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i32) (memory.size))

  (func (export "load 1") (param i32) (drop (i32.load8_u (local.get 0))))
  (func (export "load 2") (param i32) (drop (i32.load16_u (local.get 0))))
  (func (export "load 4") (param i32) (drop (f32.load (local.get 0))))
  (func (export "load 8") (param i32) (drop (i64.load (local.get 0))))
  (func (export "load 16") (param i32) (drop (v128.load (local.get 0))))
  (func (export "store 1") (param i32) (i64.store8 (local.get 0) (i64.const -1)))
  (func (export "store 2") (param i32) (i32.store16 (local.get 0) (i32.const -1)))
  (func (export "store 4") (param i32) (i32.store (local.get 0) (i32.const -1)))
  (func (export "store 8") (param i32) (f64.store (local.get 0) (f64.const 1)))
  (func (export "store 16") (param i32) (v128.store (local.get 0) (v128.const i64x2 1 2)))
  (func (export "fill 3") (param i32) (memory.fill (local.get 0) (i32.const 7) (i32.const 3)))
  (func (export "copy 3") (param i32) (memory.copy (local.get 0) (i32.const 0) (i32.const 3)))
  (func (export "load 4 behind a page") (param i32) (drop (i32.load offset=65536 (local.get 0))))

  ;; Stores before and behind the last page that each of three frames sees, while the innermost one grows.
  (func $frames (export "frames") (param $depth i32) (param $by i32)
    (i32.store (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 8)) (local.get $depth))
    (if (local.get $depth)
      (then (call $frames (i32.sub (local.get $depth) (i32.const 1)) (local.get $by)))
      (else (drop (call $grow (local.get $by))) (drop (call $grow (local.get $by)))))
    (i32.store (i32.mul (local.get $depth) (i32.const 4)) (i32.const 100))
    (i32.store
      (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.mul (i32.add (local.get $depth) (i32.const 1)) (i32.const 4)))
      (i32.const 200)))

  ;; The host grows: what was read before and what is read behind, in the page that is new.
  (func (export "by host") (param $by i32) (result i32)
    (local $end i32)
    (local.set $end (i32.mul (memory.size) (i32.const 65536)))
    (i32.store (i32.const 0) (i32.const 5))
    (call $host (local.get $by))
    (i32.store (local.get $end) (i32.load (i32.const 0)))
    (i32.load (local.get $end)))

  ;; The address is read before the memory grows in the operand.
  (func (export "in an operand") (result i32)
    (i32.store (i32.mul (memory.size) (i32.const 65536)) (i32.add (call $grow (i32.const 1)) (i32.const 1)))
    (i32.load (i32.mul (i32.sub (memory.size) (i32.const 1)) (i32.const 65536)))))
