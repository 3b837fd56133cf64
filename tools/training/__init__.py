"""What tools/train_models.py is made of: sentences, tokenizers, a network, packages."""
